using MlOps.Diagnostics;
using MlOps.Steps;

namespace MlOps.Tests.Steps.Preprocess;

/// <summary>What a row may be there to teach, beside one label.</summary>
public sealed class TargetTests : IDisposable
{
    private readonly PreprocessBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Numbers_are_read_from_their_columns()
    {
        _ = _bench.Write("flats.csv", "text,price,rooms,town\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"flat {i},{i}.5,{i % 4},x\n")));

        var card = _bench.Run("{ data: flats.csv, values: [price, rooms] }").Data!;

        Assert.Equal((TargetKind.Values, false, "price, rooms"), (card.Target, card.MultiLabel, card.LabelColumn));
        Assert.Equal(["price", "rooms"], card.Labels);
        Assert.Equal(["town"], card.Columns);
        Assert.Equal([7.5, 3], _bench.AllRows().Single(row => row.Text == "flat 7").Values!);
        Assert.Equal(30, card.Splits.Sum(split => split.Rows));
    }

    [Theory]
    [InlineData("")]
    [InlineData("dear")]
    [InlineData("NaN")]
    [InlineData("1e999")]
    public void What_is_no_number_is_refused_with_its_line(string value)
    {
        _ = _bench.Write("flats.csv", $"text,price\na,1\nb,{value}\n");

        var refusal = Assert.Throws<MlOpsException>(() => _bench.Run("{ data: flats.csv, values: [price] }"));

        Assert.Equal((Rules.BadData, "flats.csv", 3), (refusal.Diagnostic.Rule, refusal.Diagnostic.Location.File, refusal.Diagnostic.Location.Line));
        Assert.Contains($"column 'price' holds '{value}'; expected a number", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tagged_words_come_from_conll_files()
    {
        _ = _bench.Write("news.conll", "-DOCSTART- -X- O O\n\nEU NNP I-NP B-ORG\nrejects VBZ I-VP O\n\n\nPeter\tNNP\tI-NP\tB-PER\nNew York\tNNP\tI-NP\tB-LOC\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"\nword{i} O\n")));

        var card = _bench.Run("{ data: news.conll, text: tokens, tags: tags }").Data!;

        Assert.Equal(TargetKind.Tags, card.Target);
        Assert.Equal(["B-LOC", "B-ORG", "B-PER", "O"], card.Labels);
        Assert.Equal(22, card.RowsRead);
        var rows = _bench.AllRows();
        var first = rows.Single(row => row.Row == 1);
        Assert.Equal(["EU", "rejects"], first.Words!);
        Assert.Equal(["B-ORG", "O"], first.Tags!);
        Assert.Equal("EU rejects", first.Text);
        Assert.Equal(["Peter", "New York"], rows.Single(row => row.Row == 2).Words!);
    }

    [Fact]
    public void Tagged_words_come_from_lists_and_from_texts_with_spaces()
    {
        _ = _bench.Write("news.jsonl", """{"words":["New York","is"],"ner":["B-LOC","O"]}""" + "\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $$"""{"words":"in {{i}}","ner":"O O"}""" + "\n")));

        _ = _bench.Run("{ data: news.jsonl, text: words, tags: ner }");

        Assert.Equal(["New York", "is"], _bench.AllRows().Single(row => row.Row == 1).Words!);
        Assert.Equal(["in", "3"], _bench.AllRows().Single(row => row.Text == "in 3").Words!);
    }

    [Fact]
    public void A_word_without_a_tag_is_refused()
    {
        _ = _bench.Write("news.jsonl", """{"text":"one two three","ner":"O O"}""" + "\n");

        var refusal = Assert.Throws<MlOpsException>(() => _bench.Run("{ data: news.jsonl, tags: ner }"));

        Assert.Equal("news.jsonl(1,1): error MLOPS2005: the row has 3 words and 2 tags; expected a tag for each word", refusal.Diagnostic.ToString());
    }

    [Fact]
    public void A_line_of_a_conll_file_that_has_no_tag_is_refused()
    {
        _ = _bench.Write("news.iob", "EU B-ORG\nrejects\n");

        var refusal = Assert.Throws<MlOpsException>(() => _bench.Run("{ data: news.iob, text: tokens, tags: tags }"));

        Assert.Equal((Rules.BadData, 2), (refusal.Diagnostic.Rule, refusal.Diagnostic.Location.Line));
    }

    [Fact]
    public void Unlabelled_texts_need_no_other_column()
    {
        _ = _bench.Write("mail.csv", "text\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"mail {i}\n")));

        var card = _bench.Run("{ data: mail.csv, unlabelled: true }").Data!;

        Assert.Equal(TargetKind.None, card.Target);
        Assert.Empty(card.Labels);
        Assert.Equal([24, 3, 3], card.Splits.Select(split => split.Rows));
    }

    [Fact]
    public void Pairs_are_cleaned_alike_and_count_as_one_text_only_where_both_are_the_same()
    {
        _ = _bench.Write("pairs.csv", "q,a,label\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"why,<b>because {i / 2}</b>,{(i / 2) % 2}\n")));

        var card = _bench.Run("{ data: pairs.csv, text: q, pair: a, clean: [strip-html], drop: [duplicates] }").Data!;

        Assert.Equal(15, card.Splits.Sum(split => split.Rows));
        Assert.Equal("a", card.Preparation.PairColumn);
        Assert.All(_bench.AllRows(), row => Assert.StartsWith("because", row.Pair, StringComparison.Ordinal));
    }
}
