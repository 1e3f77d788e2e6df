namespace MlOps.GitHub.Access;

/// <summary>What one request may take.</summary>
/// <param name="Attempt">Until the answer is there whole.</param>
/// <param name="AnswerBytes">Largest answer that is held in memory.</param>
public sealed record RequestLimits(TimeSpan Attempt, long AnswerBytes)
{
    /// <summary>For requests of a few kilobytes.</summary>
    public static RequestLimits Small { get; } = new(TimeSpan.FromSeconds(30), 32 * 1024 * 1024);
}
