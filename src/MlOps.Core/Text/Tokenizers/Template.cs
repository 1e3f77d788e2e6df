namespace MlOps.Text.Tokenizers;

/// <summary>Where special tokens stand around one text, or around and between two.</summary>
/// <param name="Parts">In the order in which they stand.</param>
internal sealed record Template(IReadOnlyList<TemplatePart> Parts)
{
    /// <summary>Number of special tokens that it adds.</summary>
    public int SpecialTokens { get; } = Parts.Count(part => part.SpecialId is not null);

    /// <summary>BERT's, for one text.</summary>
    public static Template BertSingle(int start, int separator) =>
        new([TemplatePart.Special(start, 0), TemplatePart.Text(isSecond: false, 0), TemplatePart.Special(separator, 0)]);

    /// <summary>BERT's, for a pair: the second text and its end are of type 1.</summary>
    public static Template BertPair(int start, int separator) =>
        new([.. BertSingle(start, separator).Parts, TemplatePart.Text(isSecond: true, 1), TemplatePart.Special(separator, 1)]);

    /// <summary>Puts texts and special tokens together.</summary>
    /// <param name="first">Tokens of the first text.</param>
    /// <param name="second">Tokens of the second text; empty when there is one text.</param>
    public EncodedText Fill(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        var ids = new int[first.Length + second.Length + SpecialTokens];
        var types = new int[ids.Length];
        var place = 0;
        foreach (var part in Parts)
        {
            var tokens = part.SpecialId is { } id ? [id] : part.IsSecond ? second : first;
            tokens.CopyTo(ids.AsSpan(place));
            types.AsSpan(place, tokens.Length).Fill(part.Type);
            place += tokens.Length;
        }

        return new(ids, types);
    }
}
