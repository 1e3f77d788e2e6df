using MlOps.Diagnostics;
using MlOps.Running;
using MlOps.Tests.Spec;

namespace MlOps.Tests.Running;

public sealed class CommandStepTests : IDisposable
{
    private readonly RunBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_program_finds_its_folders_and_its_outputs_are_kept()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the test's program is a shell");
        var run = await _bench.Run(
            "name: demo\nsteps:\n  first: { uses: write, text: hello }\n  copy-it:\n    uses: command\n    needs: first\n    run: [sh, -c, 'cp \"$MLOPS_INPUT_FIRST/out.txt\" \"$MLOPS_OUTPUT/copy.txt\"']\n    outputs: copy.txt\n",
            new WriteStep());

        Assert.Equal(Verdict.Passed, run.Verdict);
        Assert.Equal("hello", File.ReadAllText(Path.Combine(_bench.State.Cache, run.Steps[1].Fingerprint, "output", "copy.txt")));
    }

    [Theory]
    [InlineData("[sh, -c, 'echo one; echo two >&2; exit 3']", "MLOPS8004", "'sh' ended with exit code 3")]
    [InlineData("[sh, -c, 'true']", "MLOPS8005", "declares the output 'copy.txt'")]
    [InlineData("[no-such-program-anywhere]", "MLOPS8003", "could not start 'no-such-program-anywhere'")]
    public async Task A_program_that_fails_says_how(string program, string code, string text)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the test's program is a shell");
        var run = await _bench.Run($"name: demo\nsteps:\n  a:\n    uses: command\n    run: {program}\n    outputs: copy.txt\n", new WriteStep());

        var failure = run.Steps[0].Failure!;
        Assert.Equal(code, failure.Rule.Code);
        Assert.Contains(text, failure.Message, StringComparison.Ordinal);
    }
}
