namespace MlOps.Inference.Predict;

/// <summary>What was done with the rows of a file.</summary>
/// <param name="Predicted">How many were predicted.</param>
/// <param name="Kept">How many stood in the output already.</param>
public sealed record PredictedRows(long Predicted, long Kept);
