namespace MlOps.Training.Trainer;

/// <summary>Which optimizer takes the steps.</summary>
/// <param name="Kind">AdamW or SGD.</param>
/// <param name="Momentum">Of SGD: the share of the last direction that the next one keeps.</param>
/// <param name="Nesterov">Of SGD: true to look ahead along the momentum.</param>
public sealed record OptimizerSettings(OptimizerKind Kind, double Momentum = 0, bool Nesterov = false);
