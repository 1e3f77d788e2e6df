namespace MlOps.Inference.Explain;

/// <summary>Which parts of a text moved a model's score.</summary>
/// <param name="Row">The prepared row.</param>
/// <param name="Answer">What the model says of it.</param>
/// <param name="Label">The label whose probability is explained, or the target whose number is.</param>
/// <param name="Score">The label's probability, from 0 to 1, or the number.</param>
/// <param name="Parts">Every part, in the order of the text; those of the second text come last.</param>
public sealed record Explanation(RowInput Row, Answer Answer, string Label, double Score, IReadOnlyList<ExplainedPart> Parts)
{
    /// <summary>The parts, those with the largest effect first.</summary>
    public IEnumerable<ExplainedPart> Strongest => Parts.OrderByDescending(part => Math.Abs(part.Effect));
}
