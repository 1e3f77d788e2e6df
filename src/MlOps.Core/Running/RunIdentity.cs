namespace MlOps.Running;

/// <summary>The run that a step is part of.</summary>
/// <param name="Id">Unique below the state folder; sorts by time.</param>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="User">Who started it, for the registry's history.</param>
/// <param name="IsContinuousIntegration">True on a build server, where a gate against a champion that does not exist fails.</param>
/// <param name="AcceptedChampionLoss">The reason given with <c>--accept-champion-loss</c>; null when it was not given.</param>
public sealed record RunIdentity(string Id, string Pipeline, string User, bool IsContinuousIntegration, string? AcceptedChampionLoss);
