namespace MlOps.Requests;

/// <summary>What a user told to be true of a row that was answered.</summary>
/// <param name="At">When it was told, in UTC.</param>
/// <param name="Id">The id of the request that was answered.</param>
/// <param name="Row">The row's place in that request, from 0.</param>
/// <param name="Labels">The true labels.</param>
public sealed record UserFeedback(DateTimeOffset At, string Id, int Row, IReadOnlyList<string> Labels) : RequestLine(At, Id);
