using System.Buffers;
using System.Net;

namespace MlOps.Text.Cleaning;

/// <summary>Addresses of the Internet Protocol, versions 4 and 6.</summary>
internal sealed class IpRedaction() : Redaction("ip")
{
    private const int LongestAddress = 45;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdefABCDEF:.");

    private protected override bool MayHold(string text) =>
        text.AsSpan().Count('.') >= 3 || text.AsSpan().Count(':') >= 2;

    private protected override (int Start, int Length) Find(string text, int from)
    {
        while (text.AsSpan(from).IndexOfAny(Digits) is >= 0 and var offset)
        {
            var start = from + offset;
            var after = text.AsSpan(start).IndexOfAnyExcept(Digits);
            var end = after < 0 ? text.Length : start + after;

            // a full stop or colon of the sentence
            var candidate = text.AsSpan(start, end - start).TrimEnd('.');
            candidate = candidate.EndsWith("::") ? candidate : candidate.TrimEnd(':');
            var touches = (start > 0 && char.IsLetterOrDigit(text[start - 1])) || (end < text.Length && char.IsLetterOrDigit(text[end]));
            if (!touches && IsAddress(candidate))
            {
                return (start, candidate.Length);
            }

            from = end;
        }

        return default;
    }

    private static bool IsAddress(ReadOnlySpan<char> candidate)
    {
        if (candidate.Length is < 3 or > LongestAddress || !candidate.ContainsAnyInRange('0', '9'))
        {
            return false;
        }

        var dotted = candidate.Count('.') == 3 && !candidate.Contains(':') && !candidate.ContainsAnyInRange('A', 'f');
        return (dotted || candidate.Count(':') >= 2) && IPAddress.TryParse(candidate, out _);
    }
}
