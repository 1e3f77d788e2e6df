namespace MlOps.Registry;

/// <summary>What a register step did.</summary>
/// <param name="Model">Name of the registered model.</param>
/// <param name="Version">Its version number, counted from 1.</param>
/// <param name="Stage">The stage that the version has now.</param>
/// <param name="ContentHash">SHA-256 over the model's files.</param>
/// <param name="IsNew">False when this content was a version already.</param>
/// <param name="Replaced">The version that was in the stage before and is archived now, where there was one.</param>
/// <param name="Refused">Why the version did not reach the stage that was asked for; null when it did.</param>
public sealed record Registration(
    string Model,
    int Version,
    Stage Stage,
    string ContentHash,
    bool IsNew,
    int? Replaced,
    string? Refused)
{
    /// <summary>What the version waits for before it gets the stage that was asked for, such as <c>2 approvals</c>; null when it waits for nothing.</summary>
    public string? Waits { get; init; }
}
