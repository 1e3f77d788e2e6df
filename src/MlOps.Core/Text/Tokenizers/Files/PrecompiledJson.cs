using MlOps.Text.Tokenizers.Normalizers;

namespace MlOps.Text.Tokenizers.Files;

/// <summary>Reads the rules of the normalizer Precompiled.</summary>
internal static class PrecompiledJson
{
    private const string Key = "precompiled_charsmap";

    /// <summary>Reads the key <c>precompiled_charsmap</c>, which is in base 64.</summary>
    /// <param name="part">The normalizer.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS2008.</exception>
    public static CharacterMap Read(JsonPart part)
    {
        var text = part.Text(Key);
        var blob = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, blob, out var length))
        {
            throw part.Bad($"its '{Key}' is no text in base 64");
        }

        try
        {
            return new(blob.AsSpan(0, length));
        }
        catch (InvalidDataException wrong)
        {
            throw part.Bad($"its '{Key}' cannot be used: {wrong.Message}");
        }
    }
}
