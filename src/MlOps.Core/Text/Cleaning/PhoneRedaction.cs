namespace MlOps.Text.Cleaning;

/// <summary>
/// Telephone numbers: international ones with +, national ones of 9 to 12 digits in groups or with a leading 0, and 555-0123.
/// Dates, prices and plain counts are left alone.
/// </summary>
/// <remarks>ITU-T E.164: at most 15 digits.</remarks>
internal sealed class PhoneRedaction() : Redaction("phone")
{
    private const int MostGroups = 8;

    private protected override bool MayHold(string text) => text.AsSpan().ContainsAnyInRange('0', '9');

    private protected override (int Start, int Length) Find(string text, int from)
    {
        Span<(int Start, int End)> groups = stackalloc (int, int)[MostGroups];
        while (DigitGroups.Read(text, from, " .-()/", groups) is > 0 and var count)
        {
            var start = StartOf(text, from, groups[0].Start);
            for (var last = count; last > 0; last--)
            {
                var end = groups[last - 1].End;
                if (DigitGroups.StandAlone(text, start, end) && IsNumber(text, groups[..last], isInternational: text[start] == '+'))
                {
                    return (start, end - start);
                }
            }

            from = groups[0].End;
        }

        return default;
    }

    // a plus sign and a bracket before the first digit belong to the number
    private static int StartOf(string text, int from, int digit)
    {
        var start = digit > from && text[digit - 1] == '(' ? digit - 1 : digit;
        return start > from && text[start - 1] == '+' ? start - 1 : start;
    }

    private static bool IsNumber(string text, ReadOnlySpan<(int Start, int End)> groups, bool isInternational)
    {
        var digits = 0;
        foreach (var (start, end) in groups)
        {
            digits += end - start;
        }

        var first = text.AsSpan(groups[0].Start, groups[0].End - groups[0].Start);
        if (isInternational)
        {
            return digits is >= 8 and <= 15;
        }

        if (groups.Length == 1)
        {
            return first[0] == '0' ? digits is 10 or 11 : digits == 10 && first[0] > '1' && first[3] > '1';
        }

        if (IsDate(first, groups) || IsDotted(text, groups))
        {
            return false;
        }

        var isLocal = digits == 7 && groups.Length == 2 && first.Length == 3 && text[groups[0].End] == '-';
        return isLocal || digits is >= 10 and <= 12 || (digits == 9 && first[0] == '0');
    }

    // 2026-11-22 10
    private static bool IsDate(ReadOnlySpan<char> first, ReadOnlySpan<(int Start, int End)> groups) =>
        first.Length == 4 && (first.StartsWith("19") || first.StartsWith("20")) && groups[1].End - groups[1].Start <= 2;

    // 192.168.100.200
    private static bool IsDotted(string text, ReadOnlySpan<(int Start, int End)> groups) =>
        groups.Length == 4 && groups[3].End - groups[0].Start <= 15 && text.AsSpan(groups[0].Start, groups[3].End - groups[0].Start).Count('.') == 3;
}
