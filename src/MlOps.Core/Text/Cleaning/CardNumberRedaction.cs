namespace MlOps.Text.Cleaning;

/// <summary>Payment card numbers: 13 to 19 digits, together or in groups, whose check digit is right.</summary>
/// <remarks>ISO/IEC 7812; the check digit is Luhn's.</remarks>
internal sealed class CardNumberRedaction() : Redaction("card-number")
{
    private const int Shortest = 13;
    private const int Longest = 19;

    private protected override bool MayHold(string text) => text.AsSpan().ContainsAnyInRange('0', '9');

    private protected override (int Start, int Length) Find(string text, int from)
    {
        // a number has at most as many groups as digits
        Span<(int Start, int End)> groups = stackalloc (int, int)[Longest];
        while (DigitGroups.Read(text, from, " -", groups) is > 0 and var count)
        {
            for (var last = count - 1; last >= 0; last--)
            {
                var (start, end) = (groups[0].Start, groups[last].End);
                if (DigitGroups.StandAlone(text, start, end) && IsCardNumber(text.AsSpan(start, end - start)))
                {
                    return (start, end - start);
                }
            }

            from = groups[0].End;
        }

        return default;
    }

    private static bool IsCardNumber(ReadOnlySpan<char> number)
    {
        var sum = 0;
        var digits = 0;
        for (var i = number.Length - 1; i >= 0 && digits <= Longest; i--)
        {
            if (char.IsAsciiDigit(number[i]))
            {
                var value = number[i] - '0';

                // every second digit from the right counts double, as the sum of its digits
                var counted = digits % 2 == 0 ? value : value > 4 ? (value * 2) - 9 : value * 2;
                sum += counted;
                digits++;
            }
        }

        return digits is >= Shortest and <= Longest && sum % 10 == 0 && sum > 0;
    }
}
