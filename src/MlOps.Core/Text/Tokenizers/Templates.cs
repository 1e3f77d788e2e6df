namespace MlOps.Text.Tokenizers;

/// <summary>Where special tokens stand, and which places tokens have.</summary>
/// <param name="Single">Around one text.</param>
/// <param name="Pair">Around two.</param>
internal sealed record Templates(Template Single, Template Pair)
{
    /// <summary>The spaces at the ends of a token don't count to its place, as those of byte-level tokens before words.</summary>
    public bool TrimsPlaces { get; init; }

    /// <summary>No special tokens; the second text of a pair is of type 1.</summary>
    public static Templates None { get; } = new(
        new([TemplatePart.Text(isSecond: false, 0)]), new([TemplatePart.Text(isSecond: false, 0), TemplatePart.Text(isSecond: true, 1)]));

    /// <summary>BERT's: [CLS] a [SEP] b [SEP], all of the second text and its end of type 1.</summary>
    /// <param name="start">Index of [CLS].</param>
    /// <param name="separator">Index of [SEP].</param>
    public static Templates Bert(int start, int separator)
    {
        TemplatePart[] single = [TemplatePart.Special(start, 0), TemplatePart.Text(isSecond: false, 0), TemplatePart.Special(separator, 0)];
        return new(new(single), new([.. single, TemplatePart.Text(isSecond: true, 1), TemplatePart.Special(separator, 1)]));
    }

    /// <summary>RoBERTa's: &lt;s&gt; a &lt;/s&gt;&lt;/s&gt; b &lt;/s&gt;, all of type 0.</summary>
    /// <param name="start">Index of &lt;s&gt;.</param>
    /// <param name="end">Index of &lt;/s&gt;.</param>
    public static Templates Roberta(int start, int end)
    {
        TemplatePart[] single = [TemplatePart.Special(start, 0), TemplatePart.Text(isSecond: false, 0), TemplatePart.Special(end, 0)];
        return new(new(single), new([.. single, TemplatePart.Special(end, 0), TemplatePart.Text(isSecond: true, 0), TemplatePart.Special(end, 0)]));
    }
}
