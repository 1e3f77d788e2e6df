using MlOps.Spec;

namespace MlOps.Inference.Evaluate;

/// <summary>The <c>fairness</c> of an evaluate step: what the report compares between groups; gates name label and column themselves.</summary>
/// <param name="Positive">The label that counts as the favourable or the feared outcome.</param>
/// <param name="Groups">The columns, or lists of terms, whose values are the groups.</param>
public sealed record FairnessSpec(SpecText Positive, IReadOnlyList<SpecText> Groups);
