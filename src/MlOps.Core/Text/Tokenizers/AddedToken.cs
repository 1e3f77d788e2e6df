namespace MlOps.Text.Tokenizers;

/// <summary>A token that is found in the text before it is split into words, such as <c>[MASK]</c>.</summary>
/// <param name="Content">Its text.</param>
/// <param name="Id">Its vocabulary index.</param>
/// <param name="IsSpecial">It is no text: decoding may leave it out.</param>
internal sealed record AddedToken(string Content, int Id, bool IsSpecial)
{
    /// <summary>It is found only where no letter or digit touches it.</summary>
    public bool SingleWord { get; init; }

    /// <summary>White space before it belongs to it.</summary>
    public bool StripLeft { get; init; }

    /// <summary>White space after it belongs to it.</summary>
    public bool StripRight { get; init; }

    /// <summary>It is looked for, normalized, in the normalized text; else as it stands in the text as it came.</summary>
    public bool Normalized { get; init; }
}
