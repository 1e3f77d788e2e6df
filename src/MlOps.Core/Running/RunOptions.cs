using MlOps.Metrics;

namespace MlOps.Running;

/// <summary>What a run was asked for beyond the pipeline.</summary>
/// <param name="Until">The last step to run, with those that it needs; null for all.</param>
/// <param name="Forced">Names of steps that run even when their output is there.</param>
/// <param name="User">Who started it.</param>
/// <param name="IsContinuousIntegration">True on a build server.</param>
/// <param name="AcceptedChampionLoss">The reason given with <c>--accept-champion-loss</c>; null when it was not given.</param>
public sealed record RunOptions(
    string? Until,
    IReadOnlySet<string> Forced,
    string User,
    bool IsContinuousIntegration,
    string? AcceptedChampionLoss)
{
    /// <inheritdoc cref="RunIdentity.Unmerged"/>
    public string? Unmerged { get; init; }

    /// <inheritdoc cref="RunIdentity.MayRegister"/>
    public bool MayRegister { get; init; } = true;

    /// <summary>The pipeline's gates beside those of the revision that it is to be merged into; null when there is none to compare with.</summary>
    public GateReview? GateReview { get; init; }
}
