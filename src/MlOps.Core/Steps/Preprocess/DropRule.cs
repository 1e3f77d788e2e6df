using MlOps.Steps.Preprocess.Filter;

namespace MlOps.Steps.Preprocess;

/// <summary>One reason for which rows are dropped.</summary>
/// <param name="Reason">As the data card counts it: empty, duplicates, near-duplicates, broken or where.</param>
/// <param name="Similarity">For near-duplicates: the share of common word triples (Jaccard) from which on two texts count as one.</param>
/// <param name="Filter">For where: the rows that it matches are dropped.</param>
public sealed record DropRule(string Reason, double Similarity = DropRule.DefaultSimilarity, RowFilter? Filter = null)
{
    /// <summary>Texts without a character, or rows without a label.</summary>
    public const string Empty = "empty";

    /// <summary>Texts, or pictures of the same bytes, that stand in the data already.</summary>
    public const string Duplicates = "duplicates";

    /// <summary>Texts that share most of their words' order with another.</summary>
    public const string NearDuplicates = "near-duplicates";

    /// <summary>Pictures that cannot be decoded.</summary>
    public const string Broken = "broken";

    /// <summary>Rows that an expression matches.</summary>
    public const string Where = "where";

    /// <summary>Similarity of near-duplicates where the pipeline says nothing.</summary>
    public const double DefaultSimilarity = 0.8;
}
