namespace MlOps.Text.Tokenizers;

/// <summary>Where special tokens stand around one text, or around and between two.</summary>
/// <param name="Parts">In the order in which they stand.</param>
internal sealed record Template(IReadOnlyList<TemplatePart> Parts)
{
    /// <summary>Number of special tokens that it adds.</summary>
    public int SpecialTokens { get; } = Parts.Count(part => part.SpecialId is not null);

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

    /// <summary>Puts what is known of the tokens of one text in the places that they have among special tokens.</summary>
    /// <param name="values">One value a token of the text.</param>
    /// <param name="special">The value of special tokens.</param>
    public T[] Place<T>(IReadOnlyList<T> values, T special)
    {
        var placed = new List<T>(values.Count + SpecialTokens);
        foreach (var part in Parts)
        {
            if (part.SpecialId is not null)
            {
                placed.Add(special);
            }
            else if (!part.IsSecond)
            {
                placed.AddRange(values);
            }
        }

        return [.. placed];
    }
}
