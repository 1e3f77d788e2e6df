using MlOps.Spec;

namespace MlOps.Registry.Register;

/// <summary>What pipeline.yml says of a register step.</summary>
/// <param name="Model">Name of the model in the registry.</param>
/// <param name="Stage">The stage that the version gets when every gate holds.</param>
/// <param name="Description">What the model is for; empty when nothing is said.</param>
public sealed record RegisterSpec(SpecText Model, Stage Stage, string Description) : StepSpec
{
    /// <summary>A variant to register beside the model; null for none.</summary>
    public QuantizeSpec? Quantize { get; init; }

    /// <summary>How many people must approve the version before it gets its stage.</summary>
    public int Approvals { get; init; }
}
