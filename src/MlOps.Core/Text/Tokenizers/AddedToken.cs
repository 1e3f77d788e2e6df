namespace MlOps.Text.Tokenizers;

/// <summary>A token that is found in the text before it is split into words, such as <c>[MASK]</c>.</summary>
/// <param name="Content">Its text.</param>
/// <param name="Id">Its vocabulary index.</param>
/// <param name="SingleWord">It is found only where no letter or digit touches it.</param>
/// <param name="StripLeft">White space before it belongs to it.</param>
/// <param name="StripRight">White space after it belongs to it.</param>
/// <param name="Normalized">It is looked for, normalized, in the normalized text; else as it stands in the text as it came.</param>
internal sealed record AddedToken(string Content, int Id, bool SingleWord, bool StripLeft, bool StripRight, bool Normalized)
{
    /// <summary>A special token as transformers adds it.</summary>
    public static AddedToken Special(string content, int id) => new(content, id, false, false, false, false);
}
