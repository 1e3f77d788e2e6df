using MlOps.Diagnostics;
using MlOps.Testing;
using MlOps.Text.Tokenizers;

namespace MlOps.Tests.Text.Tokenizers;

/// <summary>A vocabulary small enough to tokenize by hand.</summary>
public sealed class TokenizerTests : IDisposable
{
    private const string Vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nplay\n##ing\n##ed\nfast\n,\nhe\n##llo\na";
    private const string Model = """ "model":{"type":"WordPiece","unk_token":"[UNK]","vocab":{"[PAD]":0,"[UNK]":1,"[CLS]":2,"[SEP]":3,"a":4,"b":5,"##b":6,"1":7,",":8,"é":9,"e":10}} """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Playing, fast", new[] { 2, 5, 6, 9, 8, 3 })]
    [InlineData("hello played xyz", new[] { 2, 10, 11, 5, 7, 1, 3 })]
    [InlineData("[MASK]ing fast[SEP]", new[] { 2, 4, 1, 8, 3, 3 })]
    [InlineData("", new[] { 2, 3 })]
    public void Words_become_their_longest_pieces(string text, int[] ids) => Assert.Equal(ids, LoadVocabulary().Encode(text).Ids);

    [Theory]
    [InlineData(2, new[] { 2, 3 })]
    [InlineData(4, new[] { 2, 5, 6, 3 })]
    [InlineData(5, new[] { 2, 5, 6, 9, 3 })]
    [InlineData(6, new[] { 2, 5, 6, 9, 8, 3 })]
    [InlineData(60, new[] { 2, 5, 6, 9, 8, 3 })]
    public void A_text_that_is_too_long_loses_its_end(int maxTokens, int[] ids) => Assert.Equal(ids, LoadVocabulary().Encode("playing, fast", maxTokens).Ids);

    [Theory]
    [InlineData(100, new[] { 2, 12, 12, 12, 12, 3, 8, 8, 3 }, new[] { 0, 0, 0, 0, 0, 0, 1, 1, 1 })]
    [InlineData(8, new[] { 2, 12, 12, 12, 3, 8, 8, 3 }, new[] { 0, 0, 0, 0, 0, 1, 1, 1 })]
    [InlineData(6, new[] { 2, 12, 12, 3, 8, 3 }, new[] { 0, 0, 0, 0, 1, 1 })]
    [InlineData(5, new[] { 2, 12, 3, 8, 3 }, new[] { 0, 0, 0, 1, 1 })]
    public void The_longer_text_of_a_pair_is_cut_first(int maxTokens, int[] ids, int[] types)
    {
        var pair = LoadVocabulary().EncodePair("a a a a", "fast fast", maxTokens);
        Assert.Equal((ids, types), (pair.Ids, pair.Types), Comparer);
    }

    [Fact]
    public void A_batch_is_padded_to_its_longest_text()
    {
        var tokenizer = LoadVocabulary();

        var batch = TokenBatch.Pad([tokenizer.Encode("fast"), tokenizer.EncodePair("a", "a")], tokenizer.PaddingId);

        Assert.Equal((2, 5), (batch.Rows, batch.Length));
        Assert.Equal([2, 8, 3, 0, 0, 2, 12, 3, 12, 3], batch.InputIds);
        Assert.Equal([1, 1, 1, 0, 0, 1, 1, 1, 1, 1], batch.AttentionMask);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 1, 1], batch.TokenTypeIds);
    }

    [Fact]
    public void The_settings_beside_it_decide_on_case_and_accents()
    {
        _ = _folder.Write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nÉa\nea\néa");

        int[] Encode(string config)
        {
            _ = _folder.Write("tokenizer_config.json", config);
            return Tokenizer.Load(_folder.Path).Encode("Éa").Ids;
        }

        Assert.Equal([2, 6, 3], Encode("{}"));
        Assert.Equal([2, 5, 3], Encode("""{ "do_lower_case": false }"""));
        Assert.Equal([2, 7, 3], Encode("""{ "do_lower_case": true, "strip_accents": false }"""));
    }

    [Theory]
    [InlineData("x <A> y", """{"id":11,"content":"<A>","special":true}""", new[] { 1, 11, 1 })]
    [InlineData("a <a> a", """{"id":11,"content":"<A>","normalized":true}""", new[] { 4, 11, 4 })]
    [InlineData("a<A>a <A>", """{"id":11,"content":"<A>","special":true,"single_word":true}""", new[] { 1, 11 })]
    [InlineData("abA ba", """{"id":11,"content":"b","normalized":false}""", new[] { 4, 11, 4, 11, 4 })]
    public void Added_tokens_are_found_before_the_text_is_cut(string text, string added, int[] ids) =>
        Assert.Equal(ids, LoadJson($$"""{"added_tokens":[{{added}}],"normalizer":{"type":"Lowercase"},"pre_tokenizer":{"type":"WhitespaceSplit"},{{Model}}}""").Encode(text).Ids);

    [Theory]
    [InlineData("""{"type":"Whitespace"}""", "a,b", new[] { 4, 8, 5 })]
    [InlineData("""{"type":"WhitespaceSplit"}""", "a,b ab", new[] { 1, 4, 6 })]
    [InlineData("""{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Digits","individual_digits":true}]}""", "a11 b", new[] { 4, 7, 7, 5 })]
    [InlineData("""{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Punctuation","behavior":"Isolated"}]}""", "a,,b", new[] { 4, 8, 8, 5 })]
    public void The_usual_pre_tokenizers_are_known(string preTokenizer, string text, int[] ids) =>
        Assert.Equal(ids, LoadJson($$"""{"pre_tokenizer":{{preTokenizer}},{{Model}}}""").Encode(text).Ids);

    [Theory]
    [InlineData("""{"type":"Sequence","normalizers":[{"type":"NFD"},{"type":"StripAccents"}]}""", "é", 10)]
    [InlineData("""{"type":"NFC"}""", "e\u0301", 9)]
    public void The_usual_normalizers_are_known(string normalizer, string text, int id) =>
        Assert.Equal([id], LoadJson($$"""{"normalizer":{{normalizer}},{{Model}}}""").Encode(text).Ids);

    [Theory]
    [InlineData("""{"model":{"type":"WordLevel","vocab":{}}}""", "its model is 'WordLevel'; mlops knows BPE, Unigram, WordPiece")]
    [InlineData("""{"normalizer":{"type":"Truecase"},""" + Model + "}", "its normalizer is 'Truecase'; mlops knows BertNormalizer, ByteLevel, Lowercase, NFC, NFD")]
    [InlineData("""{"pre_tokenizer":{"type":"FixedLength"},""" + Model + "}", "its pre-tokenizer is 'FixedLength'")]
    [InlineData("""{"pre_tokenizer":{"type":"Punctuation","behavior":"Dropped"},""" + Model + "}", "its behavior of Punctuation is 'Dropped'; mlops knows Removed, Isolated")]
    [InlineData("""{"post_processor":{"type":"Other"},""" + Model + "}", "its post-processor is 'Other'")]
    [InlineData("""{"decoder":{"type":"CTC"},""" + Model + "}", "its decoder is 'CTC'")]
    [InlineData("""{"model":{"type":"WordPiece","vocab":{"[PAD]":0}}}""", "the unknown token '[UNK]' is not in the vocabulary")]
    [InlineData("""{"model":{"type":"WordPiece","vocab":{"[PAD]":-1}}}""", "'[PAD]' is '-1'; expected a whole number")]
    [InlineData("{", "the file is not JSON")]
    [InlineData("[]", "it holds no 'model'")]
    public void A_part_that_is_not_known_is_named(string json, string message)
    {
        var failure = Assert.Throws<MlOpsException>(() => LoadJson(json));
        Assert.Equal("MLOPS2008", failure.Diagnostic.Rule.Code);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"dropout":0.1,"vocab":{},"merges":[]}""", "its model has the dropout '0.1'")]
    [InlineData("""{"vocab":{"a":0},"merges":["a b"]}""", "merge 1 needs the token 'b', which is not in the vocabulary")]
    [InlineData("""{"vocab":{"a":0,"b":1},"merges":[["a","b"]]}""", "merge 1 needs the token 'ab', which is not in the vocabulary")]
    [InlineData("""{"vocab":{"a":0},"merges":["a a a"]}""", "merge 1 is 'a a a'; expected two tokens with a space between them")]
    [InlineData("""{"vocab":{"a":0},"merges":[["a"]]}""", "expected two tokens")]
    [InlineData("""{"vocab":{"a":0},"unk_token":"<unk>","merges":[]}""", "the unknown token '<unk>' is not in the vocabulary")]
    [InlineData("""{"vocab":{"a":0},"merges":[]}""", "it has neither a padding token nor one that ends a text")]
    public void Merges_that_cannot_be_used_are_reported(string model, string message) =>
        Assert.Contains(message, Assert.Throws<MlOpsException>(() => LoadJson($$"""{"model":{{model}}}""")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"vocab":[["a",0]],"unk_id":3}""", "'unk_id' is '3'; expected an index of the 1 entries")]
    [InlineData("""{"vocab":[["a"]],"unk_id":0}""", "expected a token and its score")]
    [InlineData("""{"vocab":[["a",1e999]],"unk_id":0}""", "expected a token and its score")]
    public void Pieces_that_cannot_be_used_are_reported(string model, string message) =>
        Assert.Contains(message, Assert.Throws<MlOpsException>(() => LoadJson($$"""{"model":{{model}}}""")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_model_without_a_padding_token_is_padded_with_the_end_of_a_text()
    {
        WriteBytePairs("""{"a":0,"b":1,"Ġ":2,"ab":3,"Ġab":4,"<|endoftext|>":5}""");

        var tokenizer = Tokenizer.Load(_folder.Path);

        Assert.Equal((5, (int?)null, 5), (tokenizer.PaddingId, tokenizer.MaskId, tokenizer.EndOfTextId));
        Assert.Equal([5], tokenizer.SpecialIds);
        Assert.Equal([3, 4, 5, 3], tokenizer.Encode("ab ab<|endoftext|>ab").Ids);
        Assert.Equal("ab abab", tokenizer.Decode([3, 4, 5, 3, 77]));
        Assert.Equal("ab ab<|endoftext|>ab", tokenizer.Decode([3, 4, 5, 3], skipSpecialTokens: false));
    }

    [Fact]
    public void Words_that_were_apart_already_follow_a_space_in_byte_level_tokenizers()
    {
        WriteBytePairs("""{"a":0,"b":1,"Ġ":2,"ab":3,"Ġab":4,"<s>":5,"</s>":6,"<pad>":7}""");
        _ = _folder.Write("config.json", """{"model_type":"roberta"}""");

        var (text, words) = Tokenizer.Load(_folder.Path).EncodeWords(["ab", "aba", "b"], maxTokens: 6);

        Assert.Equal([5, 4, 4, 0, 2, 6], text.Ids);
        Assert.Equal([-1, 0, 1, 1, 2, -1], words);
    }

    [Theory]
    [InlineData("roberta", new[] { 5, 3, 6 })]
    [InlineData("gpt2", new[] { 3 })]
    public void The_model_says_whose_special_tokens_go_around_a_text(string type, int[] ids)
    {
        WriteBytePairs("""{"a":0,"b":1,"Ġ":2,"ab":3,"Ġab":4,"<s>":5,"</s>":6}""");
        _ = _folder.Write("config.json", $$"""{"model_type":"{{type}}"}""");

        Assert.Equal(ids, Tokenizer.Load(_folder.Path).Encode("ab").Ids);
    }

    [Fact]
    public void Byte_pairs_of_a_family_with_other_words_are_refused()
    {
        WriteBytePairs("""{"a":0,"b":1,"Ġ":2,"ab":3,"Ġab":4}""");
        _ = _folder.Write("config.json", """{"model_type":"openai-gpt"}""");

        Assert.Contains("'openai-gpt', whose words mlops does not know; expected a tokenizer.json", Assert.Throws<MlOpsException>(() => Tokenizer.Load(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_space_goes_before_a_text_where_the_settings_say_so()
    {
        WriteBytePairs("""{"a":0,"b":1,"Ġ":2,"ab":3,"Ġab":4,"<|endoftext|>":5}""");
        _ = _folder.Write("tokenizer_config.json", """{"add_prefix_space":true}""");

        Assert.Equal([4, 4], Tokenizer.Load(_folder.Path).Encode("ab ab").Ids);
    }

    [Theory]
    [InlineData("false", "a b ?")]
    [InlineData("true", "a b?")]
    public void The_spaces_before_punctuation_go_where_the_settings_say_so(string flag, string text)
    {
        _ = _folder.Write("tokenizer_config.json", $$"""{"clean_up_tokenization_spaces":{{flag}}, "pad_token":"?"}""");

        Assert.Equal(text, LoadJson("""{"model":{"type":"WordPiece","unk_token":"?","vocab":{"a":0,"b":1,"?":2}}}""").Decode([0, 1, 2], skipSpecialTokens: false));
    }

    [Fact]
    public void A_folder_without_a_tokenizer_is_reported() =>
        Assert.Equal("MLOPS2002", Assert.Throws<MlOpsException>(() => Tokenizer.Load(_folder.Path)).Diagnostic.Rule.Code);

    private static IEqualityComparer<(int[] Ids, int[] Types)> Comparer { get; } =
        EqualityComparer<(int[] Ids, int[] Types)>.Create((a, b) => a.Ids.SequenceEqual(b.Ids) && a.Types.SequenceEqual(b.Types));

    private Tokenizer LoadVocabulary()
    {
        _ = _folder.Write("vocab.txt", Vocabulary);
        return Tokenizer.Load(_folder.Path);
    }

    private void WriteBytePairs(string vocabulary)
    {
        _ = _folder.Write("vocab.json", vocabulary);
        _ = _folder.Write("merges.txt", "#version: 0.2\na b\nĠ ab\n");
    }

    private Tokenizer LoadJson(string json)
    {
        _ = _folder.Write("tokenizer.json", json);
        return Tokenizer.Load(_folder.Path);
    }
}
