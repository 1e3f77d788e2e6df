using System.Text.Json.Nodes;
using MlOps.Testing;
using MlOps.Text.Tokenizers;

namespace MlOps.Tests.Text.Tokenizers;

/// <summary>Small tokenizers of <c>cases/parts.jsonl</c>, with what the Rust library <c>tokenizers</c> makes of texts (<c>cases/make_parts.mjs</c>).</summary>
internal static class LibraryParts
{
    private static readonly Dictionary<string, JsonNode> Parts = File.ReadLines(Path.Combine(Repository.Top, "tests/MlOps.Core.Tests/Text/Tokenizers/cases/parts.jsonl"))
        .Select(line => JsonNode.Parse(line)!).ToDictionary(part => (string)part["name"]!, StringComparer.Ordinal);

    /// <summary>Their names.</summary>
    public static IReadOnlyCollection<string> Names => Parts.Keys;

    /// <summary>Texts, and what the library makes of them.</summary>
    public static JsonArray CasesOf(string name) => Parts[name]["cases"]!.AsArray();

    /// <summary>The tokenizer.json.</summary>
    public static JsonNode JsonOf(string name)
    {
        var json = Parts[name]["tokenizer"]!.DeepClone();
        if (json["model"]!["vocab"] is JsonValue)
        {
            json["model"]!["vocab"] = new JsonObject(Enumerable.Range(0, 256)
                .Select(value => KeyValuePair.Create($"<0x{value:X2}>", (JsonNode?)value)).Append(KeyValuePair.Create("[PAD]", (JsonNode?)256)));
        }

        return json;
    }

    /// <summary>The tokenizer as it is read from a folder.</summary>
    public static Tokenizer Load(string name)
    {
        using var folder = new TemporaryFolder();
        _ = folder.Write("tokenizer.json", JsonOf(name).ToJsonString());
        return Tokenizer.Load(folder.Path);
    }
}
