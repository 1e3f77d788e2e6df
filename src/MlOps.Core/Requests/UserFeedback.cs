namespace MlOps.Requests;

/// <summary>What a user told to be true of a row that was answered.</summary>
/// <param name="At">When it was told, in UTC.</param>
/// <param name="Id">The id of the request that was answered.</param>
/// <param name="Row">The row's place in that request, from 0.</param>
/// <param name="Labels">The true labels.</param>
public sealed record UserFeedback(DateTimeOffset At, string Id, int Row, IReadOnlyList<string> Labels) : RequestLine(At, Id)
{
    /// <summary>True when two lists hold the same labels.</summary>
    /// <param name="labels">Labels in any order.</param>
    /// <param name="others">Others.</param>
    public static bool Agrees(IReadOnlyList<string> labels, IReadOnlyList<string> others) =>
        labels.Count == 1 && others.Count == 1 ? labels[0] == others[0] : labels.ToHashSet(StringComparer.Ordinal).SetEquals(others);
}
