using MlOps.Inference.Evaluate;
using MlOps.Inference;
using MlOps.Registry;
using MlOps.Registry.Register;
using MlOps.Steps;
using MlOps.Steps.Command;
using MlOps.Steps.Preprocess;
using MlOps.Training.FineTune;

namespace MlOps.Tool;

/// <summary>The kinds of step that the tool knows; a new kind is one line here.</summary>
internal static class StepKinds
{
    /// <summary>Makes every kind.</summary>
    /// <param name="registry">Where models are registered.</param>
    public static IReadOnlyList<Step> Create(ModelRegistry registry) =>
    [
        new PreprocessStep(),
        new FineTuneStep(OnnxLogits.Score),
        new EvaluateStep(),
        new RegisterStep(registry),
        new CommandStep(),
    ];
}
