namespace MlOps.Training.Trainer;

/// <summary>The steps in which the learning rate climbs to its highest.</summary>
/// <param name="Value">A number of steps, or a share of all steps from 0 to 1.</param>
/// <param name="IsShare">True for a share.</param>
public readonly record struct Warmup(double Value, bool IsShare)
{
    /// <summary>The number of steps, rounded up as transformers does.</summary>
    /// <param name="total">Optimizer steps of the whole training.</param>
    public int Steps(int total) => (int)Math.Min(total, IsShare ? Math.Ceiling(Value * total) : Value);
}
