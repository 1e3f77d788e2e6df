using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Inference.Predict;
using MlOps.Testing;
using MlOps.Text.Readers;

namespace MlOps.Inference.Tests.Predict;

/// <summary>A small model over files of a few rows; what it says is held against the predictor itself.</summary>
public sealed class RowPredictorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _model = TinyModelFolder.Write();
    private readonly Predictor _predictor;

    public RowPredictorTests() => _predictor = Predictor.Open(_model.Path, threads: 1);

    private string Column => _predictor.Description.Preparation.TextColumn;

    public void Dispose()
    {
        _predictor.Dispose();
        _model.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(".csv", ',')]
    [InlineData(".tsv", '\t')]
    public void Every_column_is_kept_and_two_are_added(string ending, char delimiter)
    {
        _ = _folder.Write($"in{ending}", $"id,{Column},note\n7,a b,\"x, \"\"y\"\"\nz\"\n8,c,\n".Replace(',', delimiter));

        Assert.Equal(new PredictedRows(2, 0), Write($"in{ending}", $"out{ending}"));
        var rows = Rows($"out{ending}");
        Assert.Equal(["id", Column, "note", "prediction", "probability"], rows[0].Names);
        Assert.Equal(["7", "a b", $"x{delimiter} \"y\"\nz"], rows[0].Values.Take(3));
        Assert.All(rows, row =>
        {
            var probabilities = _predictor.PredictRaw([row[Column]!])[0].Probabilities;
            Assert.Equal(_predictor.Description.Labels[Array.IndexOf(probabilities, probabilities.Max())], row["prediction"]);
            Assert.Equal(probabilities.Max(), float.Parse(row["probability"]!, CultureInfo.InvariantCulture), 1e-6f);
        });
    }

    [Fact]
    public void Rows_of_JSON_may_differ_in_their_columns()
    {
        _ = _folder.Write("in.jsonl", $$"""
            {"{{Column}}":"a b","id":7}
            {"{{Column}}":"c","tags":["x"]}
            """);

        Assert.Equal(2, Write("in.jsonl", "out.jsonl").Predicted);
        Assert.Equal([[Column, "id", "prediction", "probability"], [Column, "tags", "prediction", "probability"]], Rows("out.jsonl").Select(row => row.Names));
        Assert.Equal(Rules.BadData, Assert.Throws<MlOpsException>(() => Write("in.jsonl", "out.csv")).Diagnostic.Rule);
        Assert.False(File.Exists(_folder.File("out.csv")));
    }

    [Fact]
    public void Only_new_rows_are_predicted_and_earlier_predictions_stay()
    {
        _ = _folder.Write("in.csv", $"id,{Column}\n1,a\n2,b\n");
        _ = Write("in.csv", "out.csv");
        File.WriteAllText(_folder.File("out.csv"), File.ReadAllText(_folder.File("out.csv")).Replace("1,a,", "1,a,of-a-former-model-", StringComparison.Ordinal));

        // a row that is gone from the data stays; the same text in another row is another row
        _ = _folder.Write("in.csv", $"id,{Column}\n2,b\n3,a\n4,d\n");

        Assert.Equal(new PredictedRows(2, 2), Write("in.csv", "out.csv", onlyNew: true));
        Assert.Equal(["1", "2", "3", "4"], Rows("out.csv").Select(row => row["id"]));
        Assert.StartsWith("of-a-former-model-", Rows("out.csv")[0]["prediction"], StringComparison.Ordinal);
        Assert.Equal(new PredictedRows(0, 4), Write("in.csv", "out.csv", onlyNew: true));
        Assert.Equal(new PredictedRows(3, 0), Write("in.csv", "out.csv"));
    }

    [Fact]
    public void More_rows_than_are_in_memory_at_a_time_are_all_predicted()
    {
        _ = _folder.Write("in.csv", $"{Column}\n" + string.Concat(Enumerable.Range(0, 3000).Select(row => $"a {row}\n")));

        Assert.Equal(3000, Write("in.csv", "out.csv").Predicted);
        Assert.Equal(Enumerable.Range(0, 3000).Select(row => $"a {row}"), Rows("out.csv").Select(row => row[Column]));
    }

    [Fact]
    public void Rows_of_a_megabyte_are_not_gathered_by_the_thousand()
    {
        var read = 0;
        var rows = Enumerable.Range(1, 100).Select(number =>
        {
            read++;
            return new RawRow(number, new("in.csv"), [Column, "note"], ["a b", new string('x', 1 << 20)]);
        });

        _ = RowPredictor().Predict(rows, TestContext.Current.CancellationToken).First();

        Assert.InRange(read, 1, 8);
    }

    [Theory]
    [InlineData("id\n1\n", "MLOPS2004", "the row has no column")]
    [InlineData("COLUMN,prediction\na,b\n", "MLOPS2005", "the data have a column 'prediction' already")]
    public void Data_that_do_not_fit_are_an_error_and_leave_the_output(string data, string code, string message)
    {
        _ = _folder.Write("in.csv", data.Replace("COLUMN", Column, StringComparison.Ordinal));
        _ = _folder.Write("out.csv", "as it was");

        var error = Assert.Throws<MlOpsException>(() => Write("in.csv", "out.csv")).Diagnostic;

        Assert.Equal(code, error.Rule.Code);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Equal("as it was", File.ReadAllText(_folder.File("out.csv")));
    }

    [Fact]
    public void Rows_are_not_added_to_a_file_of_someone_else()
    {
        _ = _folder.Write("in.csv", $"{Column}\na\n");
        _ = _folder.Write("out.csv", $"{Column}\nb\n");

        Assert.Equal(Rules.BadData, Assert.Throws<MlOpsException>(() => Write("in.csv", "out.csv", onlyNew: true)).Diagnostic.Rule);
    }

    private PredictedRows Write(string input, string output, bool onlyNew = false) =>
        RowPredictor().Write(RowReader.Open(_folder.File(input), input), _folder.File(output), output, onlyNew, TestContext.Current.CancellationToken);

    private RowPredictor RowPredictor() => new(_predictor, new(_predictor, _folder.Path), new(_predictor.Description, DecisionRules.None));

    private List<RawRow> Rows(string name) => [.. RowReader.Open(_folder.File(name), name).Read()];
}
