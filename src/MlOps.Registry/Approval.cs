namespace MlOps.Registry;

/// <summary>One person's consent.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Reason">Why, in their words.</param>
public sealed record Approval(string By, DateTimeOffset At, string Reason);
