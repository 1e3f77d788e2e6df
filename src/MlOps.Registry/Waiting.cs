namespace MlOps.Registry;

/// <summary>What a version waits for whose gates hold.</summary>
/// <param name="Stage">The stage that was asked for.</param>
/// <param name="Needed">How many people must approve.</param>
/// <param name="Champion">The version in Production when it was asked for; null for none. Another one by now: it must be judged again.</param>
/// <param name="By">Who asked; may not approve.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Approvals">Who approved, in the order of time.</param>
public sealed record Waiting(Stage Stage, int Needed, int? Champion, string By, DateTimeOffset At, IReadOnlyList<Approval> Approvals)
{
    /// <summary>How many people have yet to approve.</summary>
    public int Missing => Needed - Approvals.Count;
}
