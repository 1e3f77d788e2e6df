using System.Text;

namespace MlOps.Text.Tokenizers.Patterns;

/// <summary>Every single character of a kind.</summary>
/// <param name="isMatch">Tells the kind.</param>
internal sealed class CharacterPattern(Func<Rune, bool> isMatch) : Pattern
{
    protected override List<TextSpan> Find(ReadOnlySpan<char> text)
    {
        var found = new List<TextSpan>();
        var start = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var end = start + rune.Utf16SequenceLength;
            if (isMatch(rune))
            {
                found.Add(new(start, end));
            }

            start = end;
        }

        return found;
    }
}
