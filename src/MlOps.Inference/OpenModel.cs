using MlOps.Models;
using MlOps.Spec;
using MlOps.Steps;

namespace MlOps.Inference;

/// <summary>The folder of a model that a step names: a registered one as it lies there, a pretrained one exported first.</summary>
internal static class OpenModel
{
    /// <summary>Finds the folder.</summary>
    /// <param name="context">Has found the model; receives an export in its output folder.</param>
    /// <param name="named">What the pipeline calls it.</param>
    /// <param name="column">The column that a pretrained model reads; null where a preprocess step says it, or for the usual name.</param>
    /// <param name="pretrained">Exports pretrained models.</param>
    /// <param name="ct">Stops the export.</param>
    /// <returns>Full path of a model folder.</returns>
    public static string Folder(StepContext context, SpecText named, string? column, PretrainedExporter pretrained, CancellationToken ct)
    {
        var found = context.Bases[named];
        if (File.Exists(found.FullPath(ModelDescription.FileName)))
        {
            return found.Folder;
        }

        context.Progress.Report(new("exporting the model"));
        var folder = Path.Combine(context.OutputFolder, Step.ModelFolder);
        var preparation = column is null ? context.Upstream.LastOrDefault(step => step.Kind == "preprocess")?.Result.Data?.Preparation : new(column, [], []);
        pretrained(new(found, named, preparation, context.Compute, context.Seed), folder, ct);
        return folder;
    }
}
