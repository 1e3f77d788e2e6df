using MlOps.Metrics;

namespace MlOps.Inference.Evaluate;

/// <summary>The champion, scored or not.</summary>
/// <param name="Score">Its metrics, or why it has none.</param>
/// <param name="Rows">The test rows as it scores them; null where it could not be scored.</param>
internal sealed record ScoredChampion(ChampionScore Score, TaskScores? Rows);
