using MlOps.Metrics;

namespace MlOps.Ui.Errors;

/// <summary>What a model got wrong on its test rows.</summary>
/// <param name="Step">The evaluate step.</param>
/// <param name="Evaluation">What the step measured.</param>
/// <param name="Rows">How many rows it scored.</param>
/// <param name="Wrong">Those that are wrong, the gravest first.</param>
internal sealed record ErrorSet(string Step, Evaluation Evaluation, int Rows, IReadOnlyList<TestError> Wrong)
{
    /// <summary>True where weights are differences of numbers, not probabilities.</summary>
    public bool OfNumbers => Evaluation.Labels.Count == 0 || Wrong.Any(error => error.Row.Values is not null);
}
