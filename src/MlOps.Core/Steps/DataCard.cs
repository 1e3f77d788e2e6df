namespace MlOps.Steps;

/// <summary>What a preprocess step read, dropped and kept.</summary>
/// <remarks>A file of an earlier mlops lacks some properties: JSON then gives null, for which the empty value stands.</remarks>
public sealed record DataCard
{
    /// <summary>The data as the pipeline names it.</summary>
    public required string Source { get; init; }

    /// <summary>What was fetched of it from elsewhere.</summary>
    public IReadOnlyList<FetchedSource> Fetched { get; init => field = value ?? []; } = [];

    /// <summary>SHA-256 of the prepared rows, all splits.</summary>
    public required string DataHash { get; init; }

    /// <summary>How a raw row becomes the text that the model reads.</summary>
    public required Preparation Preparation { get; init; }

    /// <summary>What of a row is learnt.</summary>
    public TargetKind Target { get; init; }

    /// <summary>The column that holds the label, or the labels; the columns of what else is learnt.</summary>
    public required string LabelColumn { get; init; }

    /// <summary>The other columns, kept with each row.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The names of what is learnt: labels or tags in ordinal order, columns of numbers as the pipeline has them; an output's index is its place here.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>True when a row may carry any number of labels.</summary>
    public required bool MultiLabel { get; init; }

    /// <summary>Rows read, before anything was dropped.</summary>
    public required long RowsRead { get; init; }

    /// <summary>The prepared splits: train, validation, test.</summary>
    public required IReadOnlyList<SplitCard> Splits { get; init; }

    /// <summary>Which rows of growing data were taken; null where all were.</summary>
    public Watermark? Watermark { get; init; }

    /// <summary>Rows dropped, by reason: seen, where, empty, duplicates, near-duplicates, broken, overlap, subset.</summary>
    public required IReadOnlyDictionary<string, long> Dropped { get; init; }

    /// <summary>Places redacted, by kind: email, phone, url, card-number, iban, ip.</summary>
    public required IReadOnlyDictionary<string, long> Redacted { get; init; }

    /// <summary>Texts that stand in the data with more than one label.</summary>
    public long ConflictingTexts { get; init; }
}
