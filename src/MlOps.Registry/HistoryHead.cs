namespace MlOps.Registry;

/// <summary>The end of a model's history, kept beside it, so that lines removed from the end are missed.</summary>
/// <param name="Entries">How many lines there are.</param>
/// <param name="Hash">The hash of the last one; empty where there is none.</param>
public readonly record struct HistoryHead(int Entries, string Hash)
{
    /// <summary>The head of a history without lines.</summary>
    public static HistoryHead None { get; } = new(0, "");
}
