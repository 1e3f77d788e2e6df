using System.Text;

namespace MlOps.Text.Cleaning;

/// <summary>Finds one kind of personal data and puts a placeholder such as <c>[EMAIL]</c> in its place.</summary>
public abstract class Redaction
{
    private readonly string _placeholder;
    private readonly string _smallPlaceholder;

    private protected Redaction(string kind)
    {
        Kind = kind;
        _placeholder = $"[{kind.ToUpperInvariant()}]";
        _smallPlaceholder = $"[{kind}]";
    }

    /// <summary>Every kind, as pipeline.yml spells it.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["email", "phone", "url", "card-number", "iban", "ip"];

    /// <summary>What it finds, as pipeline.yml spells it.</summary>
    public string Kind { get; }

    /// <summary>In the order of their application: an address may hold what looks like an e-mail, and a card number what looks like a phone's.</summary>
    internal static IReadOnlyList<Redaction> All { get; } =
        [new UrlRedaction(), new EmailRedaction(), new IpRedaction(), new IbanRedaction(), new CardNumberRedaction(), new PhoneRedaction()];

    /// <summary>Replaces every place.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="lowercase">Write the placeholder in small letters, because the text is.</param>
    /// <param name="counts">Receives the number of places; null when nobody wants to know.</param>
    /// <returns>The very same text when nothing was found.</returns>
    internal string Apply(string text, bool lowercase, RedactionCounts? counts)
    {
        if (!MayHold(text))
        {
            return text;
        }

        StringBuilder? result = null;
        var copied = 0;
        while (Find(text, copied) is { Length: > 0 } found)
        {
            result ??= new StringBuilder(text.Length);
            _ = result.Append(text, copied, found.Start - copied).Append(lowercase ? _smallPlaceholder : _placeholder);
            copied = found.Start + found.Length;
            counts?.Add(Kind);
        }

        return result is null ? text : result.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>A quick look that rules most texts out.</summary>
    private protected abstract bool MayHold(string text);

    /// <summary>The first place at or after a start; of length 0 when there is none.</summary>
    private protected abstract (int Start, int Length) Find(string text, int from);
}
