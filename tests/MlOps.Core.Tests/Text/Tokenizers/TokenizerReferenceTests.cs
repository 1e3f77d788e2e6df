using System.Text.Json;
using MlOps.Testing;
using MlOps.Text.Tokenizers;

namespace MlOps.Tests.Text.Tokenizers;

/// <summary>Against what Hugging Face's tokenizers and transformers compute.</summary>
public sealed class TokenizerReferenceTests
{
    [Fact]
    public void Bert_base_uncased_from_tokenizer_json_agrees_on_every_case() =>
        Check(Tokenizer.Load(Repository.Shared("data/tokenizers/bert-base-uncased")), Repository.Reference("tokenizers/bert-base-uncased.jsonl"));

    [Fact]
    public void Bert_base_uncased_from_vocab_txt_agrees_on_every_case()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in (string[])["vocab.txt", "tokenizer_config.json"])
        {
            File.Copy(Repository.Shared($"data/tokenizers/bert-base-uncased/{name}"), folder.File(name));
        }

        Check(Tokenizer.Load(folder.Path), Repository.Reference("tokenizers/bert-base-uncased.jsonl"));
    }

    [Fact]
    public void A_cased_tokenizer_json_agrees_on_every_case()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Repository.Reference("tokenizers/wordpiece-cased.tokenizer.json"), folder.File("tokenizer.json"));
        Check(Tokenizer.Load(folder.Path), Repository.Reference("tokenizers/wordpiece-cased.jsonl"));
    }

    [Fact]
    public void The_published_expected_ids_agree()
    {
        var tokenizer = Tokenizer.Load(Repository.Shared("data/tokenizers/bert-base-uncased"));
        using var expected = JsonDocument.Parse(File.ReadAllText(Repository.Shared("data/tokenizers/expected-ids.json")));
        foreach (var single in expected.RootElement.GetProperty("single").EnumerateArray())
        {
            Assert.Equal(Ids(single.GetProperty("bert_ids")), tokenizer.Encode(single.GetProperty("text").GetString()!).Ids);
        }
    }

    [Fact]
    public void Bert_pico_agrees_with_the_ids_that_stand_beside_it()
    {
        var tokenizer = Tokenizer.Load(Repository.Shared("models/bert-pico"));
        using var expected = JsonDocument.Parse(File.ReadAllText(Repository.Shared("models/bert-pico/expected.json")));
        foreach (var found in expected.RootElement.GetProperty("cases").EnumerateArray())
        {
            Assert.Equal(Ids(found.GetProperty("ids")), tokenizer.Encode(found.GetProperty("text").GetString()!).Ids);
        }

        Assert.Equal(8192, tokenizer.VocabularySize);
        Assert.Equal(0, tokenizer.PaddingId);
    }

    [Theory]
    [InlineData("unigram-metaspace", "Unigram")]
    [InlineData("roberta-bpe", "BPE")]
    public void A_model_that_is_not_WordPiece_is_named(string name, string model)
    {
        using var folder = new TemporaryFolder();
        File.Copy(Repository.Reference($"tokenizers/{name}.tokenizer.json"), folder.File("tokenizer.json"));
        var failure = Assert.Throws<MlOps.Diagnostics.MlOpsException>(() => Tokenizer.Load(folder.Path));
        Assert.Equal("MLOPS2008", failure.Diagnostic.Rule.Code);
        Assert.Contains($"its model is '{model}'", failure.Message, StringComparison.Ordinal);
    }

    private static void Check(Tokenizer tokenizer, string file)
    {
        var wrong = new List<string>();
        var cases = 0;
        foreach (var line in File.ReadLines(file))
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var text = root.GetProperty("text").GetString()!;
            var expected = Ids(root.GetProperty("ids"));
            var isPair = root.TryGetProperty("pair", out var pair);
            var found = isPair ? tokenizer.EncodePair(text, pair.GetString()!) : tokenizer.Encode(text);
            var types = isPair ? Ids(root.GetProperty("types")) : new int[expected.Length];
            if (!expected.SequenceEqual(found.Ids) || !types.SequenceEqual(found.Types))
            {
                wrong.Add($"{line}\n  found {string.Join(' ', found.Ids)}");
            }

            cases++;
        }

        Assert.True(cases > 0);
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {cases} differ:\n{string.Join('\n', wrong.Take(10))}");
    }

    private static int[] Ids(JsonElement array) => [.. array.EnumerateArray().Select(id => id.GetInt32())];
}
