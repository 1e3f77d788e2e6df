using System.Text;
using System.Text.Json.Nodes;
using MlOps.Diagnostics;
using MlOps.Testing;
using MlOps.Text.Tokenizers;

namespace MlOps.Tests.Text.Tokenizers;

/// <summary>
/// Tokenizer files that are damaged at random, and some made to do harm: each is refused with a diagnostic or read, within twice its size and 64 MB.
/// A tenth of the damaged ones by default, all with MLOPS_TEST_FULL=1.
/// </summary>
public sealed class HostileTokenizerTests : IDisposable
{
    private const int All = 10_000;

    private static readonly int Rounds = Environment.GetEnvironmentVariable("MLOPS_TEST_FULL") == "1" ? All / 2 : All / 2 / 10;
    private static readonly string[] Texts = ["Hello  wörld\n 1234 <s>ab[x] it's", "你好 👩‍👩‍👧 e\u0301 \ud83d ﬁ\u0000"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_with_damaged_bytes_is_refused_or_read()
    {
        var random = new Random(1);
        string[] names = [.. LibraryParts.Names];
        var read = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(LibraryParts.JsonOf(names[random.Next(names.Length)]).ToJsonString());
            for (var times = random.Next(1, 4); times > 0; times--)
            {
                bytes = Damage(bytes, random);
            }

            read += RefuseOrRead(bytes, $"round {round}");
        }

        Assert.InRange(read, 1, Rounds - 1);
    }

    [Fact]
    public void A_file_with_exchanged_values_is_refused_or_read()
    {
        var random = new Random(2);
        string[] names = [.. LibraryParts.Names];
        var read = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var json = LibraryParts.JsonOf(names[random.Next(names.Length)]);
            var other = LibraryParts.JsonOf(names[random.Next(names.Length)]);
            for (var times = random.Next(1, 4); times > 0; times--)
            {
                Exchange(json, other, random);
            }

            read += RefuseOrRead(Encoding.UTF8.GetBytes(json.ToJsonString()), $"round {round}");
        }

        Assert.InRange(read, 1, Rounds - 1);
    }

    [Theory]
    [InlineData("vocab.txt")]
    [InlineData("vocab.json")]
    [InlineData("merges.txt")]
    [InlineData("tokenizer_config.json")]
    [InlineData("special_tokens_map.json")]
    [InlineData("config.json")]
    public void Every_other_file_of_a_tokenizer_is_refused_or_read_as_well(string name)
    {
        var random = new Random(4);
        var read = 0;
        for (var round = 0; round < Rounds / 5; round++)
        {
            WriteFiles(without: name == "vocab.txt" ? "vocab.json" : "vocab.txt");
            var bytes = Damage(Damage(File.ReadAllBytes(_folder.File(name)), random), random);
            File.WriteAllBytes(_folder.File(name), bytes);

            read += RefuseOrRead($"round {round}");
        }

        Assert.InRange(read, 1, Rounds / 5);
    }

    [Fact]
    public void Rules_that_double_a_text_again_and_again_are_stopped()
    {
        var doubling = string.Join(',', Enumerable.Repeat("""{"type":"Replace","pattern":{"String":"a"},"content":"aa"}""", 50));
        var tokenizer = Load("no parts", "normalizer", $$"""{"type":"Sequence","normalizers":[{{doubling}}]}""");

        Assert.Contains("longer than", Refusal(() => tokenizer.Encode("aaaa")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_regular_expression_that_never_ends_is_stopped()
    {
        var tokenizer = Load("no parts", "pre_tokenizer", """{"type":"Split","pattern":{"Regex":"(?:(a+)+)+(?<!a)$"},"behavior":"Isolated","invert":false}""");

        Assert.Contains("takes more than 2 s", Refusal(() => tokenizer.Encode(new string('a', 5_000))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "names a trie of")]
    [InlineData("AAAAAA==", "names a trie of 0")]
    [InlineData("/////wAA", "names a trie of 4294967295")]
    [InlineData("BQAAAAAAAAAA", "names a trie of 5")]
    [InlineData("no base 64", "precompiled_charsmap")]
    public void A_lying_character_map_is_refused(string map, string message) =>
        Assert.Contains(message, Refusal(() => Load("no parts", "normalizer", $$"""{"type":"Precompiled","precompiled_charsmap":"{{map}}"}""")), StringComparison.Ordinal);

    [Fact]
    public void A_character_map_whose_texts_never_end_is_refused()
    {
        byte[] map = [4, 0, 0, 0, 0, 0, 0, 0, .. Enumerable.Repeat((byte)'a', 10_000)];

        Assert.Contains("a text of 10000 bytes", Refusal(() => Load("no parts", "normalizer", $$"""{"type":"Precompiled","precompiled_charsmap":"{{Convert.ToBase64String(map)}}"}""")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_character_map_of_random_bytes_reads_nothing_outside_of_it()
    {
        var random = new Random(3);
        for (var round = 0; round < 200; round++)
        {
            var map = new byte[4 + (4 * 64) + 128];
            random.NextBytes(map);
            BitConverter.TryWriteBytes(map, 4 * 64);
            var tokenizer = Load("no parts", "normalizer", $$"""{"type":"Precompiled","precompiled_charsmap":"{{Convert.ToBase64String(map)}}"}""");

            foreach (var text in Texts)
            {
                Assert.NotEmpty(tokenizer.Encode(text + new string('\u0301', 1 + random.Next(5))).Ids);
            }
        }
    }

    [Fact]
    public void Parts_within_parts_without_end_are_refused()
    {
        var nested = string.Concat(Enumerable.Repeat("""{"type":"Sequence","normalizers":[""", 100_000));

        Assert.Contains("not JSON", Refusal(() => LoadText($$"""{"normalizer":{{nested}}""")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2147483647")]
    [InlineData("99999999")]
    [InlineData("1e300")]
    [InlineData("-1")]
    public void An_index_that_no_vocabulary_has_is_refused(string index) =>
        Assert.Contains("expected a whole number from 0 to 16777215", Refusal(() => LoadText($$$$"""{"model":{"type":"WordPiece","vocab":{"[UNK]":0,"[PAD]":{{{{index}}}}}}}""")), StringComparison.Ordinal);

    [Fact]
    public void Half_a_surrogate_pair_in_a_token_is_refused()
    {
        Assert.Contains("half a surrogate pair", Refusal(() => LoadText("""{"model":{"type":"WordPiece","vocab":{"[UNK]":0,"[PAD]":1,"\ud800":2}}}""")), StringComparison.Ordinal);
        Assert.Contains("half a surrogate pair", Refusal(() => LoadText("""{"model":{"type":"Unigram","vocab":[["\udc00",0]]}}""")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ByteLevel merges")]
    [InlineData("Unigram whole text")]
    [InlineData("BPE unknown")]
    public void A_word_without_end_takes_no_time_to_speak_of(string name)
    {
        var tokenizer = LibraryParts.Load(name);
        var word = string.Concat(Enumerable.Repeat("abaab", 100_000));

        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.NotEmpty(tokenizer.Encode(word).Ids);

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 20);
    }

    private static byte[] Damage(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length);
        var length = Math.Min(random.Next(1, 64), bytes.Length - at);
        switch (random.Next(5))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                bytes[at] = (byte)"\"{}[],:0919\\"[random.Next(12)];
                return bytes;
            case 2:
                return bytes[..Math.Max(1, at)];
            case 3:
                return [.. bytes[..at], .. bytes[(at + length)..], 32];
            default:
                return [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]];
        }
    }

    // one value becomes another of the two files, or one that is out of every range
    private static void Exchange(JsonNode json, JsonNode other, Random random)
    {
        JsonNode?[] strange = [null, -1, 1 << 30, 1e308, "", "Sequence", "ByteLevel", "(a|b)*(?=c)", "\u2581", true, new JsonArray(), new JsonObject(), new string('a', 5_000)];
        var places = Values(json).ToList();
        var target = places[random.Next(places.Count)];
        var sources = Values(other).ToList();
        var value = random.Next(2) == 0 ? strange[random.Next(strange.Length)] : sources[random.Next(sources.Count)].DeepClone();
        switch (target.Parent)
        {
            case JsonObject holder:
                holder[target.GetPropertyName()] = value;
                break;
            case JsonArray list:
                list[target.GetElementIndex()] = value;
                break;
        }
    }

    // of a vocabulary only the first few, so that the small parts are hit as often
    private static IEnumerable<JsonNode> Values(JsonNode node)
    {
        var children = node switch
        {
            JsonObject holder => holder.Select(entry => entry.Value),
            JsonArray list => list,
            _ => [],
        };
        return children.OfType<JsonNode>().Take(12).SelectMany(child => Values(child).Prepend(child));
    }

    private void WriteFiles(string without)
    {
        _ = _folder.Write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n##b\nhello\n你\n");
        _ = _folder.Write("vocab.json", """{"a":0,"b":1,"Ġ":2,"ab":3,"Ġab":4,"<s>":5,"</s>":6,"<pad>":7,"<mask>":8}""");
        _ = _folder.Write("merges.txt", "#version: 0.2\na b\nĠ ab\n");
        _ = _folder.Write("special_tokens_map.json", """{"mask_token":{"content":"<mask>","lstrip":true}}""");
        _ = _folder.Write("tokenizer_config.json", """{"do_lower_case":true,"add_prefix_space":true,"added_tokens_decoder":{"9":{"content":"<x>","special":true,"lstrip":false}}}""");
        _ = _folder.Write("config.json", """{"model_type":"roberta"}""");
        File.Delete(_folder.File(without));
    }

    // 1 when it was read
    private int RefuseOrRead(byte[] file, string what)
    {
        File.WriteAllBytes(_folder.File("tokenizer.json"), file);
        return RefuseOrRead(what);
    }

    private int RefuseOrRead(string what)
    {
        var read = 0;
        var files = Directory.GetFiles(_folder.Path).Sum(file => new FileInfo(file).Length);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        try
        {
            var tokenizer = Tokenizer.Load(_folder.Path);
            foreach (var text in Texts)
            {
                _ = tokenizer.Decode(tokenizer.Encode(text).Ids);
                _ = tokenizer.EncodePair(text, text, 20).Length;
            }

            read = 1;
        }
        catch (MlOpsException refusal)
        {
            Assert.True(refusal.Diagnostic.Rule == Rules.BadTokenizer, $"{what}: {refusal}");
        }
        catch (ArgumentOutOfRangeException) when (read == 0)
        {
            // the template alone is longer than 20 tokens: the caller's to ask for more
        }

        // all that was taken in turn bounds what was taken at once
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (2 * files) + (64 << 20));
        Assert.True(clock.Elapsed.TotalSeconds < 20, $"{what} took {clock.Elapsed}");
        return read;
    }

    private static string Refusal(Func<object> action)
    {
        var refusal = Assert.Throws<MlOpsException>(action);
        Assert.Equal("MLOPS2008", refusal.Diagnostic.Rule.Code);
        return refusal.Message;
    }

    private Tokenizer Load(string name, string key, string part)
    {
        var json = LibraryParts.JsonOf(name);
        json[key] = JsonNode.Parse(part);
        return LoadText(json.ToJsonString());
    }

    private Tokenizer LoadText(string json)
    {
        _ = _folder.Write("tokenizer.json", json);
        return Tokenizer.Load(_folder.Path);
    }
}
