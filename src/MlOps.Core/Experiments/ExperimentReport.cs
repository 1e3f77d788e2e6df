namespace MlOps.Experiments;

/// <summary>What <c>dotnet mlops ab report</c> tells of the arms of one route.</summary>
/// <param name="Source">The log that it was read from.</param>
/// <param name="Route">The name that clients ask for.</param>
/// <param name="Arms">The arms, the one that most requests went to first.</param>
/// <param name="Comparisons">Every other arm beside the first.</param>
/// <param name="Shadows">The shadows.</param>
public sealed record ExperimentReport(string Source, string Route, IReadOnlyList<ArmResult> Arms, IReadOnlyList<ArmComparison> Comparisons, IReadOnlyList<ShadowResult> Shadows);
