namespace MlOps.Registry;

/// <summary>Who changes the registry, and why; kept in its history.</summary>
/// <param name="By">The person or service that started the run.</param>
/// <param name="Run">The run's id; empty when the change comes from no run.</param>
/// <param name="Reason">Why, in a sentence; empty when nothing need be said.</param>
public sealed record Change(string By, string Run, string Reason);
