namespace MlOps.Text.Tokenizers;

/// <summary>One special token, or the place of a text, in a <see cref="Template"/>.</summary>
/// <param name="SpecialId">The special token's vocabulary index; null for a text.</param>
/// <param name="IsSecond">True for the second text of a pair.</param>
/// <param name="Type">The token type of all tokens here.</param>
internal readonly record struct TemplatePart(int? SpecialId, bool IsSecond, int Type)
{
    /// <summary>A special token.</summary>
    public static TemplatePart Special(int id, int type) => new(id, false, type);

    /// <summary>The place of a text.</summary>
    public static TemplatePart Text(bool isSecond, int type) => new(null, isSecond, type);
}
