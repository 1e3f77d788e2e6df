using MlOps.Registry;
using MlOps.Spec;
using MlOps.Steps.Preprocess;

namespace MlOps.Tool.Commands;

/// <summary>Tells steps with a <c>watermark</c> how far the data go that the model in Production has seen. It becomes a setting of the step, and so a part of its fingerprint.</summary>
internal static class SeenRows
{
    /// <summary>Completes the steps of a pipeline.</summary>
    /// <param name="pipeline">The pipeline, read without an error.</param>
    /// <param name="registry">Knows the versions.</param>
    public static PipelineSpec Apply(PipelineSpec pipeline, ModelRegistry registry)
    {
        if (!pipeline.Steps.Any(IsOpen) || pipeline.Steps.Select(step => step.Kind.Registers(step.Spec)).FirstOrDefault(model => model is not null) is not { } model
            || registry.Models().FirstOrDefault(known => known.Name == model)?.Production is not { } version
            || registry.LineageOf(version).Watermark is not { } seen)
        {
            return pipeline;
        }

        return pipeline with { Steps = [.. pipeline.Steps.Select(step => IsOpen(step) && Column(step) == seen.Column ? Apply(step, seen.Until) : step)] };
    }

    private static bool IsOpen(PipelineStep step) => step.Spec is PreprocessSpec { Watermark: { After: null } };

    private static string Column(PipelineStep step) => ((PreprocessSpec)step.Spec).Watermark!.Column;

    private static PipelineStep Apply(PipelineStep step, string until)
    {
        var spec = (PreprocessSpec)step.Spec;
        return step with
        {
            Spec = spec with { Watermark = spec.Watermark! with { After = new SpecText(until, step.Location) } },
            Settings = [.. step.Settings, new("watermark.after", until, until)],
        };
    }
}
