using System.Text.Json;
using System.Text.Json.Nodes;
using MlOps.Text.Tokenizers;

namespace MlOps.Tests.Text.Tokenizers;

/// <summary>Every part of a tokenizer.json by itself, against what the Rust library <c>tokenizers</c> makes of it (<c>cases/make_parts.mjs</c>).</summary>
public sealed class TokenizerPartTests
{
    public static TheoryData<string> Names => [.. LibraryParts.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_part_gives_the_ids_the_places_and_the_text_of_the_library(string name)
    {
        var tokenizer = LibraryParts.Load(name);
        var wrong = new List<string>();
        foreach (var found in LibraryParts.CasesOf(name))
        {
            Compare(tokenizer, found!, wrong);
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} differ:\n{string.Join('\n', wrong.Take(6))}");
    }

    private static void Compare(Tokenizer tokenizer, JsonNode found, List<string> wrong)
    {
        void Expect<T>(string what, T expected, T actual)
        {
            if (JsonSerializer.Serialize(expected) is var wanted && JsonSerializer.Serialize(actual) is var got && wanted != got)
            {
                wrong.Add($"{what} of {found.ToJsonString()}\n  expected {wanted}\n  found    {got}");
            }
        }

        if (found["words"] is { } words)
        {
            var encoded = tokenizer.EncodeWords([.. words.AsArray().Select(word => (string)word!)]);
            Expect("ids", Numbers(found["ids"]!), [.. encoded.Text.Ids.Where((_, place) => encoded.Words[place] >= 0)]);
            Expect("words", Numbers(found["wordOf"]!), [.. encoded.Words.Where(word => word >= 0)]);
            return;
        }

        var text = (string)found["text"]!;
        if (found["windows"] is { } windows)
        {
            Expect<int[][]>("windows", [.. windows.AsArray().Select(window => Numbers(window!))], [.. tokenizer.EncodeWindows(text, 9, 2).Select(window => window.Ids[Before(tokenizer)..^After(tokenizer)])]);
            return;
        }

        if (found["pair"] is { } pair)
        {
            var encoded = tokenizer.EncodePair(text, (string)pair!, (int)found["maxTokens"]!);
            Expect("ids", Numbers(found["ids"]!), encoded.Ids);
            Expect("types", Numbers(found["types"]!), encoded.Types);
            return;
        }

        var (tokens, spans) = tokenizer.EncodeSpans(text);
        Expect("ids", Numbers(found["ids"]!), tokens.Ids);
        if (found["spans"] is { } places)
        {
            Expect("places", Numbers(places), [.. spans.SelectMany(span => (int[])[span.Start.Value, span.End.Value])]);
        }

        if (found["decoded"] is { } decoded)
        {
            Expect("text", (string)decoded!, tokenizer.Decode(tokens.Ids));
        }
    }

    // special tokens before and after a text
    private static int Before(Tokenizer tokenizer) => tokenizer.EncodeWords(["a"]).Words.TakeWhile(word => word < 0).Count();

    private static int After(Tokenizer tokenizer) => tokenizer.EncodeWords(["a"]).Words.Reverse().TakeWhile(word => word < 0).Count();

    private static int[] Numbers(JsonNode array) => [.. array.AsArray().Select(number => (int)number!)];
}
