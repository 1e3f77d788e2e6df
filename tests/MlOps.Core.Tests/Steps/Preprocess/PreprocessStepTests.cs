using System.Text.Json;
using MlOps.Diagnostics;
using MlOps.Steps;

namespace MlOps.Tests.Steps.Preprocess;

public sealed class PreprocessStepTests : IDisposable
{
    private readonly PreprocessBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Rows_are_cleaned_redacted_and_written_with_their_labels_and_columns()
    {
        _ = _bench.Write("mail.csv", "body,label,group\n\"<b>Hi</b>,\n a@b.org\",spam,x\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"text {i},{(i % 2 == 0 ? "ham" : "spam")},y\n")));

        var card = _bench.Run("{ data: mail.csv, text: body, label: label, clean: [strip-html, collapse-whitespace], redact: [email] }").Data!;

        var first = _bench.AllRows().Single(row => row.Row == 1);
        Assert.Equal("Hi, [EMAIL]", first.Text);
        Assert.Equal(["spam"], first.Labels);
        Assert.Equal(new Dictionary<string, string> { ["group"] = "x" }, first.Columns);
        Assert.Equal(["ham", "spam"], card.Labels);
        Assert.Equal(["group"], card.Columns);
        Assert.Equal(31, card.RowsRead);
        Assert.Equal(1, card.Redacted["email"]);
        Assert.Equal(["DATA_CARD.md", "data-card.json", "test.jsonl", "train.jsonl", "validation.jsonl"], Directory.GetFiles(_bench.Output).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(100, 2)]
    [InlineData(101, 3)]
    [InlineData(997, 7)]
    public void Shares_are_exact_over_all_rows_and_within_one_row_in_every_label(int rows, int labels)
    {
        WriteRows(rows, labels);

        var card = _bench.Run("{ data: rows.csv, split: { train: 70, validation: 10, test: 20 } }").Data!;

        double[] shares = [0.7, 0.1, 0.2];
        for (var i = 0; i < 3; i++)
        {
            Assert.InRange(card.Splits[i].Rows - (shares[i] * rows), -1, 1);
            foreach (var label in card.Labels)
            {
                var all = card.Splits.Sum(split => split.Classes[label]);
                Assert.InRange(card.Splits[i].Classes[label] - (shares[i] * all), -2, 2);
            }
        }

        Assert.Equal(rows, card.Splits.Sum(split => split.Rows));
    }

    [Fact]
    public void The_order_of_the_rows_plays_no_part()
    {
        var random = new Random(3);
        for (var round = 0; round < 20; round++)
        {
            // texts come again, some with another label, some almost alike
            var lines = Enumerable.Range(0, 200).Select(_ => $"the quick brown fox number {random.Next(90)} jumps over many lazy dogs and cats again,{"abc"[random.Next(3)]}").ToArray();
            const string Settings = "{ data: rows.csv, drop: [duplicates, {near-duplicates: 0.9}], subset: 40, split: { train: 60, validation: 20, test: 20 } }";

            _ = _bench.Write("rows.csv", "text,label\n" + string.Join('\n', lines));
            _ = _bench.Run(Settings);
            var before = Sides();
            random.Shuffle(lines);
            _ = _bench.Write("rows.csv", "text,label\n" + string.Join('\n', lines));
            _ = _bench.Run(Settings);

            Assert.Equal(before, Sides());
        }
    }

    [Fact]
    public void Another_seed_divides_otherwise_and_the_same_seed_gives_the_same_bytes()
    {
        WriteRows(300, 2);

        var first = _bench.Run("{ data: rows.csv }", seed: 1).Data!;
        var again = _bench.Run("{ data: rows.csv }", seed: 1).Data!;
        var other = _bench.Run("{ data: rows.csv }", seed: 2).Data!;

        Assert.Equal(first.DataHash, again.DataHash);
        Assert.NotEqual(first.DataHash, other.DataHash);
    }

    [Theory]
    [InlineData("")]
    [InlineData(", drop: duplicates")]
    public void One_text_never_stands_on_two_sides(string drop)
    {
        var random = new Random(5);
        _ = _bench.Write("rows.csv", "text,label\n" + string.Concat(Enumerable.Range(0, 500).Select(_ => $"{(random.Next(2) == 0 ? "Text" : "TEXT")} {random.Next(120)},{"ab"[random.Next(2)]}\n")));

        var result = _bench.Run($"{{ data: rows.csv, clean: [lowercase]{drop} }}");

        var sides = new Dictionary<string, HashSet<string>>();
        foreach (var split in (string[])["train", "validation", "test"])
        {
            foreach (var row in _bench.Rows(split))
            {
                _ = (sides.TryGetValue(row.Text, out var found) ? found : sides[row.Text] = []).Add(split);
            }
        }

        Assert.All(sides.Values, found => Assert.Single(found));
        Assert.Equal(drop.Length == 0 ? 500 : sides.Count, _bench.AllRows().Count);
        Assert.True(result.Data!.ConflictingTexts > 0);
        Assert.Equal("MLOPS2010", Assert.Single(result.Diagnostics).Rule.Code);
    }

    [Fact]
    public void A_text_with_several_labels_keeps_the_one_that_most_rows_carry()
    {
        WriteRows(30, 2);
        File.AppendAllText(_bench.File("rows.csv"), "twice,label-1\ntwice,label-0\ntwice,label-1\n");

        _ = _bench.Run("{ data: rows.csv, drop: duplicates }");

        Assert.Equal(["label-1"], _bench.AllRows().Single(row => row.Text == "twice").Labels);
    }

    [Fact]
    public void Dropped_rows_are_counted_by_reason()
    {
        WriteRows(30, 2);
        File.AppendAllText(_bench.File("rows.csv"), "  ,label-0\ntext 3,label-1\n\"text 3\",label-1\ntest me,label-1\nno label,\n");

        var card = _bench.Run("""{ data: rows.csv, clean: collapse-whitespace, drop: [empty, duplicates, {where: 'text contains "test"'}], subset: 20 }""").Data!;

        Assert.Equal(new Dictionary<string, long> { ["duplicates"] = 2, ["empty"] = 2, ["subset"] = 10, ["where"] = 1 }, card.Dropped);
        Assert.Equal(20, _bench.AllRows().Count);
    }

    [Fact]
    public void A_subset_keeps_exactly_as_many_rows_and_the_shares_of_the_labels()
    {
        _ = _bench.Write("rows.csv", "text,label\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"text {i},{(i % 10 == 0 ? "rare" : "frequent")}\n")));

        var card = _bench.Run("{ data: rows.csv, subset: 200 }").Data!;

        Assert.Equal(200, card.Splits.Sum(split => split.Rows));
        Assert.InRange(card.Splits.Sum(split => split.Classes["rare"]), 19, 21);
    }

    [Fact]
    public void Near_duplicates_go_and_texts_that_only_share_words_stay()
    {
        WriteRows(30, 2);
        const string Long = "we are pleased to inform you that your account has been selected for a reward of one thousand pounds please reply soon";
        File.AppendAllText(_bench.File("rows.csv"), $"{Long} 1,label-0\n{Long} 2,label-0\n\"{Long.Replace(" ", ",  ", StringComparison.Ordinal).ToUpperInvariant()} 3\",label-0\nplease reply soon to inform us that the account you selected is the one,label-0\n");

        var card = _bench.Run("{ data: rows.csv, drop: near-duplicates }").Data!;

        Assert.Equal(2, card.Dropped["near-duplicates"]);
        Assert.Equal(32, _bench.AllRows().Count);
    }

    [Fact]
    public void Files_of_their_own_stay_their_splits_and_test_rows_leave_the_others()
    {
        _ = _bench.Write("train.csv", "text,label\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"train {i},{"ab"[i % 2]}\n")) + "both,a\n");
        _ = _bench.Write("test.csv", "text,label\nboth,b\ntest 1,a\ntest 1,a\n");

        var card = _bench.Run("{ split: { train: train.csv, validation: 20, test: test.csv } }").Data!;

        Assert.Equal([40, 10, 3], card.Splits.Select(split => split.Rows));
        Assert.Equal(["both", "test 1", "test 1"], _bench.Rows("test").Select(row => row.Text));
        Assert.Equal(1, card.Dropped["overlap"]);
        Assert.Equal(54, card.RowsRead);
        Assert.Equal([52, 53, 54], _bench.Rows("test").Select(row => row.Row));
    }

    [Theory]
    [InlineData("a.jsonl", "{\"text\":\"t N\",\"tags\":[\"y\",\"x\",\"y\"]}", "{ data: a.jsonl, labels: tags }")]
    [InlineData("a.tsv", "t N\ty| x", "{ data: a.tsv, labels: { column: tags, separator: '|' } }")]
    [InlineData("a.csv", "t N,\"[\"\"x\"\", \"\"y\"\"]\"", "{ data: a.csv, labels: tags }")]
    public void A_row_may_carry_several_labels(string name, string row, string settings)
    {
        var header = name.EndsWith("jsonl", StringComparison.Ordinal) ? "" : name.EndsWith("csv", StringComparison.Ordinal) ? "text,tags\n" : "text\ttags\n";
        _ = _bench.Write(name, header + string.Concat(Enumerable.Range(0, 20).Select(i => row.Replace("N", $"{i}", StringComparison.Ordinal) + "\n")));

        var card = _bench.Run(settings).Data!;

        Assert.True(card.MultiLabel);
        Assert.Equal(["x", "y"], card.Labels);
        Assert.All(_bench.AllRows(), prepared => Assert.Equal(["x", "y"], prepared.Labels));
        Assert.Equal(20, card.Splits.Sum(split => split.Classes["x"]));
    }

    [Fact]
    public void The_data_card_says_what_the_files_hold()
    {
        WriteRows(100, 3);

        var card = _bench.Run("{ data: rows.csv }").Data!;

        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_bench.Output, "data-card.json")));
        Assert.Equal(card.DataHash, json.RootElement.GetProperty("dataHash").GetString());
        foreach (var split in card.Splits)
        {
            var rows = _bench.Rows(split.Name);
            var lengths = rows.Select(row => (double)row.Text.Length).Order().ToList();
            Assert.Equal(rows.Count, split.Rows);
            Assert.Equal(rows.Count(row => row.Labels[0] == "label-1"), split.Classes["label-1"]);
            Assert.Equal((lengths[0], lengths[^1]), (split.Lengths["min"], split.Lengths["max"]));
            Assert.Equal(lengths[((rows.Count + 1) / 2) - 1], split.Lengths["p50"]);
        }

        Assert.Contains($"100 rows of `rows.csv` (of 100 read), 3 labels.", File.ReadAllText(Path.Combine(_bench.Output, "DATA_CARD.md")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text,label\na,x\nb,x\nc,x\n", "{ data: a.csv }", "MLOPS2006", "carries the label 'x'")]
    [InlineData("text,label\na,x\nb,y\n", "{ data: a.csv }", "MLOPS2006", "no row is left for")]
    [InlineData("text,label\n", "{ data: a.csv }", "MLOPS2006", "no row is left of 0")]
    [InlineData("text,label\na,\n", "{ data: a.csv }", "MLOPS2005", "column 'label' is empty")]
    [InlineData("text,label\na,x\n", "{ data: a.csv, labels: label }", "MLOPS2005", "expected a JSON list of texts")]
    [InlineData("text,label\na,x\n", "{ data: b.csv }", "MLOPS2002", "there is no data here")]
    [InlineData("test,label\na,x\n", "{ data: a.csv }", "MLOPS2004", "no column 'text'; did you mean 'test'?")]
    public void Data_that_will_not_do_is_reported(string data, string settings, string code, string message)
    {
        _ = _bench.Write("a.csv", data);

        var failure = Assert.Throws<MlOpsException>(() => _bench.Run(settings));

        Assert.Equal(code, failure.Diagnostic.Rule.Code);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(_bench.Output), file => file.Contains("tmp", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ text: a }", "pipeline.yml(1,1): error MLOPS1002: the step needs the key 'data', or a 'split' that names files")]
    [InlineData("{ data: a, split: { train: 80, validation: 10, test: 20 } }", "the shares of 'split' are 80 + 10 + 20; expected train, validation and test above 0, together 100")]
    [InlineData("{ data: a, split: { train: 100 } }", "'train' of 'split' of step 'prepare' is '100'")]
    [InlineData("{ data: a, split: { train: a.csv, test: 10 } }", "'split' names a file for one of train and test only")]
    [InlineData("{ data: a, split: { train: a.csv, test: b.csv } }", "expected no 'data' beside a 'split' that names files")]
    [InlineData("{ data: a, label: b, labels: c }", "expected one of 'label', 'labels', 'values', 'tags' and 'unlabelled'")]
    [InlineData("{ data: a, clean: [lower-case] }", "did you mean 'lowercase'?")]
    [InlineData("{ data: a, drop: [{ where: 'a = 1' }] }", "expected one of == != < <= > >= contains at character 3")]
    public void Settings_that_will_not_do_are_reported(string yaml, string message)
    {
        var found = new DiagnosticBag();
        _ = PreprocessBench.Read(yaml, found);
        Assert.Contains(found.All, diagnostic => diagnostic.ToString().Contains(message, StringComparison.Ordinal));
    }

    private void WriteRows(int rows, int labels) =>
        _bench.Write("rows.csv", "text,label\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"text {i},label-{i % labels}\n")));

    private List<(string Split, string Text, string Label)> Sides() =>
    [
        .. ((string[])["train", "validation", "test"])
            .SelectMany(split => _bench.Rows(split).Select(row => (split, row.Text, row.Labels[0])))
            .Order(),
    ];
}
