using Microsoft.Build.Framework;

namespace MlOps.MSBuild.Tests;

public sealed class MlOpsRunTests : IDisposable
{
    private const string Diagnostics = """
        {
          "diagnostics": [
            { "code": "MLOPS4001", "severity": "error", "file": "pipeline.yml", "line": 24, "column": 9, "message": "accuracy is 0.87; {0} is not met" },
            { "code": "MLOPS4008", "severity": "warning", "file": "pipeline.yml", "line": 25, "column": 9, "message": "prepared otherwise" },
            { "code": "MLOPS4005", "severity": "notice", "file": "pipeline.yml", "line": 26, "column": 9, "message": "there is no champion yet" },
            { "code": "MLOPS2005", "severity": "error", "file": "gone.csv", "line": 7, "column": 1, "message": "größer \u2028 \"quoted\"" },
            { "code": "MLOPS9001", "severity": "error", "file": "mlops", "line": 0, "column": 0, "message": "a bug" }
          ],
          "report": ".mlops/runs/1/report.html",
          "run": { "id": "1" }
        }
        """;

    private readonly TaskBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Findings_become_errors_warnings_and_messages_at_their_places()
    {
        var pipeline = _bench.Write("pipeline.yml", "");
        Report();

        Assert.False(_bench.Run(Diagnostics, exitCode: 1));

        Assert.Equal(
            [
                (pipeline, 24, 9, "MLOPS4001", "accuracy is 0.87; {0} is not met"),
                ("gone.csv", 7, 1, "MLOPS2005", "größer \u2028 \"quoted\""),
                ("app.csproj", 0, 0, "MLOPS9001", "a bug"),
            ],
            _bench.Log.Errors.Select(error => (error.File, error.LineNumber, error.ColumnNumber, error.Code, error.Message)));
        var warning = Assert.Single(_bench.Log.Warnings);
        Assert.Equal((pipeline, 25, "MLOPS4008"), (warning.File, warning.LineNumber, warning.Code));
        var notice = _bench.Log.Message("MLOPS4005");
        Assert.Equal((pipeline, 26, MessageImportance.High), (notice.File, notice.LineNumber, notice.Importance));
    }

    [Fact]
    public void An_error_links_to_its_code_on_the_page_of_errors()
    {
        Report();
        var task = _bench.Task($"cat '{_bench.Write("output", Diagnostics)}'; exit 1");
        task.HelpPage = _bench.Write("the docs/errors.md", "");

        Assert.False(task.Execute());

        var error = _bench.Log.Errors.First();
        Assert.StartsWith("file:///", error.HelpLink, StringComparison.Ordinal);
        Assert.EndsWith("/the%20docs/errors.md#mlops4001", error.HelpLink, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_tool_prints_before_it_can_write_a_document_is_read_line_by_line()
    {
        var pipeline = _bench.Write("pipeline.yml", "");

        Assert.False(_bench.Run("pipeline.yml(3,14): error MLOPS1007: what: uses\nmlops: error MLOPS2007: no space left\nhello\n", exitCode: 2));

        Assert.Equal(
            [(pipeline, 3, 14, "MLOPS1007", "what: uses"), ("app.csproj", 0, 0, "MLOPS2007", "no space left")],
            _bench.Log.Errors.Select(error => (error.File, error.LineNumber, error.ColumnNumber, error.Code, error.Message)));
    }

    [Fact]
    public void Progress_is_of_low_importance_the_report_of_normal_and_the_verdict_of_high()
    {
        Report();

        Assert.True(_bench.Run("""{ "diagnostics": [], "report": ".mlops/runs/1/report.html" }""", exitCode: 0, error: "train: epoch 1\nerror MLOPS1001: not a finding\n"));

        Assert.Contains("train: epoch 1", _bench.Log.Messages(MessageImportance.Low));
        Assert.Contains("accuracy >= 0.5  met", _bench.Log.Messages(MessageImportance.Normal));
        Assert.Equal([$"run 1: passed; report: {_bench.File(".mlops/runs/1/report.html")}"], _bench.Log.Messages(MessageImportance.High));
        Assert.Empty(_bench.Log.Errors);
    }

    [Theory]
    [InlineData("", "", 4, "the tool ended with exit code 4: it printed nothing")]
    [InlineData("a\nb\n", "c\n", 137, "the tool ended with exit code 137: c | a | b")]
    [InlineData("{ \"diagnostics\": [", "", 3, "the tool ended with exit code 3: { \"diagnostics\": [")]
    [InlineData("{}", "", 3, "the tool ended with exit code 3: it printed nothing")]
    [InlineData("[1]", "", 1, "the tool ended with exit code 1: [1]")]
    [InlineData("", "", 130, "the run was cancelled")]
    public void A_tool_that_ends_without_a_word_is_one_error(string output, string progress, int exitCode, string message)
    {
        Assert.False(_bench.Run(output, exitCode, progress));

        var error = Assert.Single(_bench.Log.Errors);
        Assert.Equal(("MLOPS8102", message), (error.Code, error.Message));
    }

    [Fact]
    public void A_tool_that_is_not_there_is_one_error()
    {
        var task = _bench.Task("");
        (task.Tool, task.Project) = (_bench.File("nowhere/dotnet-mlops"), _bench.File("mail.csproj"));

        Assert.False(task.Execute());

        var error = Assert.Single(_bench.Log.Errors);
        Assert.Equal(("MLOPS8101", _bench.File("mail.csproj"), 0), (error.Code, error.File, error.LineNumber));
    }

    [Fact]
    public void Every_word_reaches_the_tool_as_it_is()
    {
        var task = _bench.Task($"for word; do echo \"$word\"; done > '{_bench.File("words")}'; pwd >> '{_bench.File("words")}'");
        (task.Pipeline, task.Profile, task.State, task.Arguments) = ("große pipeline.yml", "a b", "/tmp/some state", "--until \"the judge\" --set a=b");

        Assert.True(task.Execute());

        Assert.Equal(
            ["run", "große pipeline.yml", "--profile", "a b", "--state", "/tmp/some state", "--output", "json", "--until", "the judge", "--set", "a=b", _bench.Folder],
            File.ReadAllLines(_bench.File("words")));
    }

    private void Report() => _bench.Write(".mlops/runs/1/report.txt", "Gates\naccuracy >= 0.5  met\nrun 1: passed\n");
}
