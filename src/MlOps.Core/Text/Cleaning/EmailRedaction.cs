using System.Text.RegularExpressions;

namespace MlOps.Text.Cleaning;

/// <summary>E-mail addresses.</summary>
/// <remarks>RFC 5321, 4.5.3.1: at most 64 characters before the @, 63 in a label of the domain.</remarks>
internal sealed partial class EmailRedaction() : Redaction("email")
{
    private protected override bool MayHold(string text) => text.Contains('@', StringComparison.Ordinal);

    private protected override (int Start, int Length) Find(string text, int from)
    {
        var match = Address().Match(text, from);
        return match.Success ? (match.Index, match.Length) : default;
    }

    [GeneratedRegex(@"[\w.%+\-]{1,64}@(?:[\w\-]{1,63}\.){1,8}\p{L}{2,63}", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
