using System.Text.RegularExpressions;

namespace MlOps.Text.Cleaning;

/// <summary>International bank account numbers whose check digits are right, written together or in groups.</summary>
/// <remarks>ISO 13616: country, two check digits, account; the remainder by 97 is 1.</remarks>
internal sealed partial class IbanRedaction() : Redaction("iban")
{
    private const int Shortest = 15;

    private protected override bool MayHold(string text) => text.AsSpan().ContainsAnyInRange('0', '9');

    private protected override (int Start, int Length) Find(string text, int from)
    {
        for (var match = Candidate().Match(text, from); match.Success; match = Candidate().Match(text, match.Index + 1))
        {
            var touches = match.Index > 0 && char.IsLetterOrDigit(text[match.Index - 1]);
            var length = touches ? 0 : LongestValid(text, match.Index, match.Length);
            if (length > 0)
            {
                return (match.Index, length);
            }
        }

        return default;
    }

    // words after the number may look like further groups of it
    private static int LongestValid(string text, int start, int length)
    {
        for (; length >= Shortest; length--)
        {
            var end = start + length;
            var endsAWord = text[end - 1] != ' ' && (end == text.Length || !char.IsLetterOrDigit(text[end]));
            if (endsAWord && Remainder(text.AsSpan(start, length)) == 1)
            {
                return length;
            }
        }

        return 0;
    }

    private static int Remainder(ReadOnlySpan<char> iban)
    {
        var remainder = 0;
        for (var part = 0; part < 2; part++)
        {
            // country and check digits count last
            foreach (var character in part == 0 ? iban[4..] : iban[..4])
            {
                if (char.IsAsciiDigit(character))
                {
                    remainder = ((remainder * 10) + character - '0') % 97;
                }
                else if (character != ' ')
                {
                    remainder = ((remainder * 100) + char.ToUpperInvariant(character) - 'A' + 10) % 97;
                }
            }
        }

        return remainder;
    }

    [GeneratedRegex(@"[A-Za-z]{2}[0-9]{2}(?: ?[A-Za-z0-9]){11,30}", RegexOptions.CultureInvariant)]
    private static partial Regex Candidate();
}
