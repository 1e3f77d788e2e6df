namespace MlOps.Tool.Tests;

public sealed class GateCommandTests : IDisposable
{
    private readonly ToolBench _bench = new();

    public GateCommandTests()
    {
        _ = _bench.Write("metrics.json", """{ "f1": 0.91, "loss": 0.2 }""");
        _ = _bench.Write("main.json", """{ "f1": 0.92 }""");
    }

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("f1 >= 0.9", 0)]
    [InlineData("f1 >= 0.92", 1)]
    [InlineData("f1 >= champion.f1 - 0.01", 0)]
    [InlineData("f1 >= champion.f1", 1)]
    [InlineData("loss <= champion.loss", 1)] // the baseline has none: a missing value never passes
    [InlineData("f2 >= 0.9", 2)]
    [InlineData("f1 >= 20 ms", 2)]
    public async Task Outside_metrics_are_judged_as_those_of_a_pipeline(string gate, int exitCode) =>
        Assert.Equal(exitCode, (await _bench.Run("gate", "metrics.json", "--gate", gate, "--baseline", "main.json")).ExitCode);

    [Fact]
    public async Task Every_gate_is_judged_and_reported_as_of_a_run()
    {
        var ended = await _bench.Run("gate", "metrics.json", "--gate", "f1 >= 0.95", "--gate", "loss <= 0.1", "--name", "tagger", "--junit", "out/junit.xml");

        Assert.Equal(1, ended.ExitCode);
        Assert.StartsWith(
            "metrics.json: error MLOPS4001: f1 is 0.91; gate 'f1 >= 0.95' is not met\nmetrics.json: error MLOPS4001: loss is 0.2; gate 'loss <= 0.1' is not met\n",
            ended.Out,
            StringComparison.Ordinal);
        Assert.Contains("tagger: 2 of 2 gates are not met\n", ended.Out, StringComparison.Ordinal);
        Assert.Contains("failures=\"2\"", _bench.Read("out/junit.xml"), StringComparison.Ordinal);
        Assert.Contains("tagger", (await _bench.Run("runs")).Out, StringComparison.Ordinal);
        Assert.Contains("Read from metrics.json.", (await _bench.Run("runs", "show", "last")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gates_of_a_file_are_reported_on_their_lines()
    {
        _ = _bench.Write("gates.txt", "# what main asks for\n\n  f1 >= 0.95   # macro\nloss <= 0.3\n");

        var ended = await _bench.Run("gate", "metrics.json", "--gates", "gates.txt");

        Assert.StartsWith("gates.txt(3,3): error MLOPS4001: f1 is 0.91; gate 'f1 >= 0.95' is not met\nGates\n", ended.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "auto", 0)]
    [InlineData(true, "auto", 1)]
    [InlineData(true, "pass", 0)]
    [InlineData(false, "fail", 1)]
    public async Task Without_a_baseline_the_option_and_the_machine_decide(bool isBuildServer, string noChampion, int exitCode)
    {
        _bench.Environment["CI"] = isBuildServer ? "true" : "false";

        Assert.Equal(exitCode, (await _bench.Run("gate", "metrics.json", "--gate", "f1 >= champion.f1", "--no-champion", noChampion)).ExitCode);
    }

    [Fact]
    public async Task No_gate_never_passes()
    {
        _ = _bench.Write("gates.txt", "# none\n");

        Assert.Equal(2, (await _bench.Run("gate", "metrics.json")).ExitCode);
        Assert.Equal("gates.txt: error MLOPS1011: the file holds no gate; expected one a line, such as 'f1 >= 0.9'\n", (await _bench.Run("gate", "metrics.json", "--gates", "gates.txt")).Out);
    }
}
