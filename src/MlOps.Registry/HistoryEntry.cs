namespace MlOps.Registry;

/// <summary>One line of a model's history; lines are added, never changed.</summary>
/// <param name="Version">The version that it is about; null for the model itself.</param>
/// <param name="Action">What was done.</param>
/// <param name="From">The stage that the version had, where the line is about a stage; null for a registration.</param>
/// <param name="To">The stage that it got, or was asked for; null where the line is not about a stage.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Change">Who, which run, why.</param>
/// <remarks>A file of an earlier mlops lacks some properties: JSON then gives null, for which the empty value stands.</remarks>
public sealed record HistoryEntry(int? Version, HistoryAction Action, Stage? From, Stage? To, DateTimeOffset At, Change Change)
{
    /// <summary>The name of the alias, the tag's key or the attached file's name; empty elsewhere.</summary>
    public string Subject { get; init => field = value ?? ""; } = "";

    /// <summary>
    /// The tag's value or the text of a description; SHA-256 of an attached file, or over all files of a registered version; what became
    /// of the recorded gates where a version was moved by hand. Empty elsewhere.
    /// </summary>
    public string Value { get; init => field = value ?? ""; } = "";

    /// <summary>SHA-256 over the line before and this one (<see cref="HistoryChain"/>): 64 lower-case hexadecimal digits.</summary>
    public string Hash { get; init => field = value ?? ""; } = "";
}
