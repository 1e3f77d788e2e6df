namespace MlOps.Inference.Predict;

/// <summary>What became of the lines of a stream.</summary>
/// <param name="Answered">Lines that the model has answered.</param>
/// <param name="Failed">Lines that could not be read, or lack what the model reads.</param>
public sealed record AnsweredLines(long Answered, long Failed);
