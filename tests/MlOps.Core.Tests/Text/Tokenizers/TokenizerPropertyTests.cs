using MlOps.Text.Tokenizers;

namespace MlOps.Tests.Text.Tokenizers;

/// <summary>What holds for every text. Texts are drawn from a fixed seed.</summary>
public sealed class TokenizerPropertyTests
{
    private static readonly string[] Pieces =
        ["a", "ab", "aab", " ", "  ", "\n", "\t", "'s", "B", ".", "1", "42", "é", "e\u0301", "ß", "你", "글", "ש", "👍", "👩‍👩‍👧", "\u200d", "\0", "\u0007", "\ufffd", "\u00a0", "𝔘", "<s>", "Ġ", "▁"];

    [Theory]
    [InlineData("ByteLevel false true")]
    [InlineData("ByteLevel false false")]
    [InlineData("ByteLevel merges")]
    public void Bytes_decode_to_the_text_that_was_encoded(string name)
    {
        var tokenizer = LibraryParts.Load(name);
        Hold(text => tokenizer.Decode(tokenizer.Encode(text).Ids, skipSpecialTokens: false) == text);
    }

    [Theory]
    [InlineData("RobertaProcessing")]
    [InlineData("ByteLevel true true")]
    [InlineData("WordPiece")]
    [InlineData("Unigram")]
    public void A_cut_text_has_the_tokens_that_the_whole_text_begins_with(string name)
    {
        var tokenizer = LibraryParts.Load(name);
        Hold(text =>
        {
            var whole = tokenizer.EncodeSpans(text);
            var special = tokenizer.Encode("").Length;
            var cut = tokenizer.Encode(text, 6 + special);
            return cut.Length == Math.Min(6 + special, whole.Text.Length)
                && cut.Ids.Take(cut.Length - special).SequenceEqual(whole.Text.Ids.Take(cut.Length - special));
        });
    }

    [Theory]
    [InlineData("BertProcessing")]
    [InlineData("RobertaProcessing")]
    [InlineData("Unigram")]
    public void Pairs_are_at_most_as_long_as_is_asked_and_whole_where_there_is_room(string name)
    {
        var tokenizer = LibraryParts.Load(name);
        Hold(text => tokenizer.EncodePair(text, "ab a").Length is var whole && Enumerable.Range(4, 12).All(most => tokenizer.EncodePair(text, "ab a", most).Length == Math.Min(most, whole)));
    }

    [Theory]
    [InlineData("no parts")]
    [InlineData("Lowercase")]
    [InlineData("ByteLevel true true")]
    [InlineData("Metaspace always true")]
    [InlineData("Unigram")]
    public void Places_go_from_left_to_right_and_stay_within_the_text(string name)
    {
        var tokenizer = LibraryParts.Load(name);
        Hold(text =>
        {
            var spans = tokenizer.EncodeSpans(text).Spans;
            return spans.All(span => span.Start.Value < span.End.Value && span.End.Value <= text.Length)
                && spans.Zip(spans.Skip(1)).All(pair => pair.First.Start.Value <= pair.Second.Start.Value);
        });
    }

    [Fact]
    public void Windows_hold_every_token_in_order_and_share_as_many_as_are_asked()
    {
        var tokenizer = LibraryParts.Load("RobertaProcessing");
        Hold(text =>
        {
            var whole = tokenizer.Encode(text).Ids[1..^1];
            var windows = tokenizer.EncodeWindows(text, 8, 2).Select(window => window.Ids[1..^1]).ToList();
            return whole.SequenceEqual(windows[0].Concat(windows.Skip(1).SelectMany(window => window.Skip(2))))
                && windows.Zip(windows.Skip(1)).All(pair => pair.First.AsSpan()[^2..].SequenceEqual(pair.Second.AsSpan(0, 2)));
        });
    }

    [Theory]
    [InlineData("ByteLevel merges")]
    [InlineData("Unigram")]
    public void Threads_that_share_a_tokenizer_get_the_tokens_that_one_alone_gets(string name)
    {
        var texts = RandomTexts().Take(2_000).ToArray();
        var alone = LibraryParts.Load(name);
        var shared = LibraryParts.Load(name);

        var found = texts.AsParallel().AsOrdered().WithDegreeOfParallelism(4).Select(text => shared.Encode(text).Ids).ToArray();

        Assert.Equal(texts.Select(text => alone.Encode(text).Ids), found);
    }

    private static void Hold(Func<string, bool> rule) => Assert.All(RandomTexts().Take(300), text => Assert.True(rule(text), $"'{text}'"));

    private static IEnumerable<string> RandomTexts()
    {
        var random = new Random(2026);
        while (true)
        {
            yield return string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => Pieces[random.Next(Pieces.Length)]));
        }
    }
}
