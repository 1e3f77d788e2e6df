using MlOps.Metrics;

namespace MlOps.Registry.Promotion;

/// <summary>What became of a promotion by hand.</summary>
/// <param name="Version">The version as it is now.</param>
/// <param name="Gates">Its recorded gates, as they are judged now.</param>
/// <param name="Edit">What was done; null where gates that are not met kept the version where it was.</param>
public sealed record PromotionResult(ModelVersion Version, IReadOnlyList<GateResult> Gates, EditResult? Edit);
