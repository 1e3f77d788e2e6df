using System.Globalization;

namespace MlOps.Running;

/// <summary>The run that a step is part of.</summary>
/// <param name="Id">Unique below the state folder; sorts by time.</param>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="User">Who started it, for the registry's history.</param>
/// <param name="IsContinuousIntegration">True on a build server, where a gate against a champion that does not exist fails.</param>
/// <param name="AcceptedChampionLoss">The reason given with <c>--accept-champion-loss</c>; null when it was not given.</param>
public sealed record RunIdentity(string Id, string Pipeline, string User, bool IsContinuousIntegration, string? AcceptedChampionLoss)
{
    /// <summary>The change that is being tried and is not merged yet, such as <c>pull request 12</c>: its version gets no stage. Null for none.</summary>
    public string? Unmerged { get; init; }

    /// <summary>False where the change comes from a stranger: nothing of it is registered.</summary>
    public bool MayRegister { get; init; } = true;

    /// <summary>The id of a run that starts at some time.</summary>
    /// <param name="started">When it starts.</param>
    public static string IdAt(DateTimeOffset started) => started.ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture);
}
