using MlOps.Spec;
using MlOps.Steps;
using MlOps.Vision.Augmentation;

namespace MlOps.Vision.Tests;

/// <summary>A kind of step that has the key <c>augment</c>.</summary>
internal sealed class AugmentedStep : Step
{
    public override string Kind => "augmented";

    public override string About => "Reads the key";

    public override int CodeVersion => 1;

    /// <summary>What was read last.</summary>
    public AugmentSpec? Spec { get; private set; }

    public override StepSpec Read(SpecMap map)
    {
        // declared twice: the second time without values
        Spec = map.OptionalMap("augment", "How pictures are varied", AugmentSpec.Read) ?? Spec;
        return new Settings();
    }

    public override Task<StepResult> RunAsync(StepSpec spec, StepContext context, CancellationToken ct) => throw new NotSupportedException();

    private sealed record Settings : StepSpec;
}
