using MlOps.Inference.Evaluate;
using MlOps.Inference;
using MlOps.Inference.Predict;
using MlOps.Inference.Quantize;
using MlOps.Registry;
using MlOps.Registry.Register;
using MlOps.Steps;
using MlOps.Steps.Command;
using MlOps.Steps.Preprocess;
using MlOps.Training.Export.Quantize;
using MlOps.Training.FineTune;
using MlOps.Training.Pretrained;
using MlOps.Vision;

namespace MlOps.Tool;

/// <summary>The kinds of step that the tool knows; a new kind is one line here.</summary>
internal static class StepKinds
{
    /// <summary>For those who read pipelines and run none.</summary>
    public static Func<ModelRegistry> NoRegistry { get; } = () => throw new InvalidOperationException("no step runs here");

    /// <summary>Makes every kind.</summary>
    /// <param name="registry">Where models are registered; asked only once the pipeline is read, which names it.</param>
    public static IReadOnlyList<Step> Create(Func<ModelRegistry> registry) =>
    [
        new PreprocessStep(PictureDecoder.Check),
        new FineTuneStep(OnnxLogits.Score),
        new EvaluateStep(new PretrainedExport(OnnxLogits.Score).Write),
        new PredictStep(new PretrainedExport(OnnxLogits.Score).Write, () => new HttpClient { Timeout = TimeSpan.FromSeconds(100) }),
        new RegisterStep(registry, new VariantJudge(Int8Export.Write).Make),
        new CommandStep(),
    ];
}
