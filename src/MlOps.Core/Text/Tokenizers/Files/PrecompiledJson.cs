using MlOps.Text.Tokenizers.Normalizers;

namespace MlOps.Text.Tokenizers.Files;

/// <summary>Reads the rules of the normalizer Precompiled.</summary>
internal static class PrecompiledJson
{
    /// <summary>Reads the key <c>precompiled_charsmap</c>, which is in base 64.</summary>
    /// <param name="part">The normalizer.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS2008.</exception>
    public static CharacterMap Read(JsonPart part)
    {
        try
        {
            return new(Convert.FromBase64String(part.Text("precompiled_charsmap")));
        }
        catch (Exception wrong) when (wrong is FormatException or InvalidDataException)
        {
            throw part.Bad($"its 'precompiled_charsmap' cannot be used: {wrong.Message}");
        }
    }
}
