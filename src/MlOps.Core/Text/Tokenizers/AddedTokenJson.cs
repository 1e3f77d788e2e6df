using System.Text.Json;

namespace MlOps.Text.Tokenizers;

/// <summary>Reads an added token as tokenizer files write it.</summary>
internal static class AddedTokenJson
{
    /// <summary>Reads one token.</summary>
    /// <param name="token">The object that describes it.</param>
    /// <param name="id">Its vocabulary index.</param>
    /// <param name="path">The file, for errors.</param>
    public static AddedToken Read(JsonElement token, int id, string path)
    {
        if (token.ValueKind != JsonValueKind.Object || !token.TryGetProperty("content", out var content) || content.ValueKind != JsonValueKind.String)
        {
            throw TokenizerFolder.Bad(path, $"the added token {id} is '{token}'; expected an object with 'content'");
        }

        bool Flag(string key, bool otherwise) => token.TryGetProperty(key, out var flag) ? flag.ValueKind == JsonValueKind.True : otherwise;
        return new(
            content.GetString()!,
            id,
            Flag("single_word", false),
            Flag("lstrip", false),
            Flag("rstrip", false),
            Flag("normalized", !Flag("special", false)));
    }
}
