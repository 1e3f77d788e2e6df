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
    public void The_published_expected_ids_agree()
    {
        var bert = Tokenizer.Load(Repository.Shared("data/tokenizers/bert-base-uncased"));
        var gpt2 = Tokenizer.Load(Repository.Shared("data/tokenizers/gpt2"));
        using var expected = JsonDocument.Parse(File.ReadAllText(Repository.Shared("data/tokenizers/expected-ids.json")));
        foreach (var single in expected.RootElement.GetProperty("single").EnumerateArray())
        {
            var text = single.GetProperty("text").GetString()!;
            Assert.Equal(Ids(single.GetProperty("bert_ids")), bert.Encode(text).Ids);
            Assert.Equal(Ids(single.GetProperty("gpt2_ids")), gpt2.Encode(text).Ids);
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
    [InlineData("roberta-bpe")]
    [InlineData("unigram-metaspace")]
    [InlineData("wordpiece-cased")]
    public void A_tokenizer_json_agrees_on_every_case(string name)
    {
        using var folder = new TemporaryFolder();
        File.Copy(Repository.Reference($"tokenizers/{name}.tokenizer.json"), folder.File("tokenizer.json"));
        Check(Tokenizer.Load(folder.Path), Repository.Reference($"tokenizers/{name}.jsonl"));
    }

    [Fact]
    public void Gpt2_from_its_vocabulary_and_merges_agrees_on_every_case() =>
        Check(Tokenizer.Load(Repository.Shared("data/tokenizers/gpt2")), Repository.Reference("tokenizers/gpt2.jsonl"));

    [Fact]
    public void Gpt2_decodes_every_case_to_its_text()
    {
        var tokenizer = Tokenizer.Load(Repository.Shared("data/tokenizers/gpt2"));
        foreach (var line in File.ReadLines(Repository.Reference("tokenizers/gpt2.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            if (!document.RootElement.TryGetProperty("pair", out _))
            {
                Assert.Equal(document.RootElement.GetProperty("text").GetString(), tokenizer.Decode(Ids(document.RootElement.GetProperty("ids")), skipSpecialTokens: false));
            }
        }
    }

    [Fact]
    public void Roberta_from_its_vocabulary_and_merges_agrees_on_every_case()
    {
        using var folder = new TemporaryFolder();
        using var json = JsonDocument.Parse(File.ReadAllText(Repository.Reference("tokenizers/roberta-bpe.tokenizer.json")));
        var model = json.RootElement.GetProperty("model");
        _ = folder.Write("vocab.json", model.GetProperty("vocab").GetRawText());
        _ = folder.Write("merges.txt", "#version: 0.2\n" + string.Join('\n', model.GetProperty("merges").EnumerateArray().Select(pair => $"{pair[0]} {pair[1]}")) + "\n");
        _ = folder.Write("config.json", """{ "model_type": "roberta" }""");

        var tokenizer = Tokenizer.Load(folder.Path);

        Assert.Equal((1, 4, 2), (tokenizer.PaddingId, tokenizer.MaskId, tokenizer.EndOfTextId));
        Check(tokenizer, Repository.Reference("tokenizers/roberta-bpe.jsonl"), except: "<mask>");
    }

    private static void Check(Tokenizer tokenizer, string file, string? except = null)
    {
        var wrong = new List<string>();
        var cases = 0;
        foreach (var line in File.ReadLines(file))
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var text = root.GetProperty("text").GetString()!;
            if (except is not null && text.Contains(except, StringComparison.Ordinal))
            {
                continue;
            }

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
