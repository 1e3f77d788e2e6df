using System.Text.Json;

namespace MlOps.Text.Tokenizers.Files;

/// <summary>Reads an added token as tokenizer files write it.</summary>
internal static class AddedTokenJson
{
    /// <summary>Reads one token.</summary>
    /// <param name="token">The object that describes it.</param>
    /// <param name="id">Its vocabulary index.</param>
    public static AddedToken Read(JsonPart token, int id)
    {
        if (token.Element.ValueKind != JsonValueKind.Object || token.FindText("content") is not { } content)
        {
            throw token.Bad($"the added token {id} is '{token.Shown}'; expected an object with 'content'");
        }

        var isSpecial = token.FindFlag("special") ?? false;
        return new(content, id, isSpecial)
        {
            SingleWord = token.FindFlag("single_word") ?? false,
            StripLeft = token.FindFlag("lstrip") ?? false,
            StripRight = token.FindFlag("rstrip") ?? false,
            Normalized = token.FindFlag("normalized") ?? !isSpecial,
        };
    }
}
