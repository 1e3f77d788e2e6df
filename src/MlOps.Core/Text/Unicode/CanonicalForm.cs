using System.Text;

namespace MlOps.Text.Unicode;

/// <summary>
/// The normal form NFC. <see cref="string.Normalize()"/> returns its text unchanged where the process runs without ICU,
/// as this program does, and differs with ICU's version where it has one.
/// </summary>
public static class CanonicalForm
{
    /// <summary>The text in NFC: accents composed with their letters where a composed character exists.</summary>
    /// <param name="text">Any text; a lone surrogate becomes U+FFFD.</param>
    public static string Compose(string text)
    {
        if (NormalForm.C.IsUnchanged(text))
        {
            return text;
        }

        var composed = new StringBuilder(text.Length);
        foreach (var character in NormalForm.C.Apply(text))
        {
            _ = composed.Append(new Rune(character.Value).ToString());
        }

        return composed.ToString();
    }
}
