namespace MlOps.Text.Tokenizers.Models;

/// <summary>Settings of byte pair encoding.</summary>
internal sealed record BytePairOptions
{
    /// <summary>Index of the token for a character that has none; null leaves such characters out.</summary>
    public int? UnknownId { get; init; }

    /// <summary>Neighbouring unknown characters become one token.</summary>
    public bool FusesUnknown { get; init; }

    /// <summary>A character that has no token becomes those of its bytes.</summary>
    public bool FallsBackToBytes { get; init; }

    /// <summary>A word that is a token as a whole is not split.</summary>
    public bool IgnoresMerges { get; init; }

    /// <summary>Marks a character that doesn't start its word; empty for none.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Marks the last character of a word, such as <c>&lt;/w&gt;</c>; empty for none.</summary>
    public string Suffix { get; init; } = "";
}
