using MlOps.Inference.Evaluate;
using MlOps.Metrics;
using MlOps.Planning;
using MlOps.Steps;
using MlOps.Text.Readers;

namespace MlOps.Inference.Compare;

/// <summary>The test rows of a run and what its model says of them.</summary>
/// <param name="Labels">[C], the model's label names.</param>
/// <param name="MultiLabel">True when a row may carry any number of labels.</param>
/// <param name="Data">What the rows were read from: the same text, the same row numbers.</param>
/// <param name="Rows">The rows with their predictions.</param>
internal sealed record ScoredRun(IReadOnlyList<string> Labels, bool MultiLabel, string Data, IReadOnlyList<(PreparedRow Row, PredictedRow Said)> Rows)
{
    /// <summary>True when the model gives each label a probability, so that rows can be put side by side.</summary>
    public bool IsClassified => Rows.All(row => row.Said.Probabilities.Count == Labels.Count);

    /// <summary>Reads them from the outputs of the run's steps.</summary>
    /// <param name="evaluation">What its evaluate step found.</param>
    /// <param name="prepared">Output folder of its preprocess step.</param>
    /// <param name="predictions">Output folder of its evaluate step.</param>
    /// <param name="data">What the preprocess step depends on.</param>
    public static ScoredRun Read(Evaluation evaluation, string prepared, string predictions, Fingerprint data) => new(
        evaluation.Labels,
        evaluation.Confusion.Count == 0,
        string.Join('\n', data.Parts.Where(part => part.Name.StartsWith("input ", StringComparison.Ordinal)).Select(part => part.Value)),
        [.. RowsFile.Read(Path.Combine(prepared, RowsFile.NameOf("test"))).Zip(PredictionsFile.Read(predictions))]);
}
