using MlOps.Diagnostics;
using MlOps.Metrics.Files;
using MlOps.Metrics.Gates;
using MlOps.Testing;

namespace MlOps.Tests.Metrics;

public sealed class MetricsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Numbers_of_a_json_document_are_named_by_the_keys_that_lead_to_them() => Expect(
        Read("m.json", """{ "eval": { "f1": 0.5, "per class": { "spam": 1 } }, "steps": 10, "note": "x", "list": [1, 2], "ok": true }"""),
        ("\"eval.per class.spam\"", 1),
        ("eval.f1", 0.5),
        ("steps", 10));

    [Theory]
    [InlineData("""{ "metrics": { "f1": 0.5 }, "epoch": 3 }""")]
    [InlineData("""{ "data": { "metrics": [{ "key": "f1", "value": 0.5, "timestamp": 1, "step": 0 }] } }""")]
    [InlineData("""{ "run": { "info": { "start_time": 1 }, "data": { "metrics": [{ "key": "f1", "value": 0.5 }], "params": [{ "key": "lr", "value": "1" }] } } }""")]
    [InlineData("""[{ "name": "f1", "value": 0.5 }, { "name": "note", "value": "x" }, 7]""")]
    public void Where_metrics_have_a_place_of_their_own_only_that_is_read(string json) => Expect(Read("m.json", json), ("f1", 0.5));

    [Fact]
    public void What_json_does_not_have_and_python_writes_is_a_missing_value() => Expect(
        Read("m.json", """{ "a": NaN, "b": -Infinity, "c": [Infinity], "d \" NaN": 1, "e": null }"""),
        ("\"d \"\" NaN\"", 1),
        ("a", null),
        ("b", null),
        ("e", null));

    [Theory]
    [InlineData("metric,value\nf1,0.5\nrecall,nan\n")]
    [InlineData("value,name,note\n0.5,f1,x\n-,recall,y\n")]
    public void A_table_of_names_and_values_is_read_row_by_row(string csv) => Expect(Read("m.csv", csv), ("f1", 0.5), ("recall", null));

    [Fact]
    public void Of_a_log_of_training_the_last_row_counts() => Expect(
        Read("log.csv", "epoch,f1,note,recall\n1,0.4,a,0.1\n2,0.5,b,\n"),
        ("epoch", 2),
        ("f1", 0.5),
        ("recall", null));

    [Fact]
    public void Of_an_mlflow_run_the_last_line_of_each_file_counts()
    {
        _ = _folder.Write("run/metrics/f1", "1700000000000 0.4 0\n1700000000001 0.5 1\n");
        _ = _folder.Write("run/metrics/eval/loss", "1700000000001 nan 1\n");

        Expect(MetricsFile.Read(_folder.File("run"), "run"), ("eval/loss", null), ("f1", 0.5));
    }

    [Theory]
    [InlineData("m.json", "{\n  \"f1\": 0.5,,\n}", "m.json(2,13): error MLOPS2005: this is no JSON: ")]
    [InlineData("m.json", "{}", "m.json: error MLOPS2005: there are no metrics in it; expected names with a number each")]
    [InlineData("m.csv", "epoch,f1\n", "m.csv: error MLOPS2005: there are no metrics in it")]
    [InlineData("m.txt", "f1 0.5", "m.txt: error MLOPS2005: metrics in a file that ends in '.txt' can't be read; expected a .json, .csv or .tsv file, or the folder of an MLflow run")]
    [InlineData("run/metrics/f1", "x\n", "run/metrics/f1(1,1): error MLOPS2005: expected a line 'timestamp value step'")]
    [InlineData("run/other", "", "run: error MLOPS2005: the folder is not that of an MLflow run, which has a folder 'metrics'")]
    public void What_holds_no_metrics_is_an_error_with_its_place(string name, string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<MlOpsException>(() => Read(name, text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("f1")]
    [InlineData("eval/f1@k")]
    [InlineData("test accuracy")]
    [InlineData("gap")]
    [InlineData("champion.f1")]
    [InlineData("a--b")]
    [InlineData("a-")]
    [InlineData("_x")]
    [InlineData("9 lives")]
    [InlineData("with \"quotes\"")]
    public void Every_name_can_be_written_in_a_gate(string name)
    {
        var file = Read("m.json", System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, double> { [name] = 0.5 }));
        var written = Assert.Single(file.Values.Keys);

        foreach (var text in (string[])[$"{written} >= 0.4", $"{written} - 0.1 <= champion.{written} "])
        {
            var gate = GateExpression.Parse(new(text, new("m.json")), file.TryParse, out var problem);

            Assert.Null(problem);
            Assert.All(new FileGates(file, file).Judge([gate!], new(false, null)).Gates, result => Assert.True(result.Passed, result.Message));
        }
    }

    private MetricsFile Read(string name, string text)
    {
        _ = _folder.Write(name, text);
        var top = name.Split('/')[0];
        return MetricsFile.Read(_folder.File(top), top);
    }

    private static void Expect(MetricsFile file, params (string Name, double? Value)[] expected) =>
        Assert.Equal(expected, file.Values.Select(pair => (pair.Key, pair.Value)));
}
