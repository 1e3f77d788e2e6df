using MlOps.Bases;
using MlOps.Diagnostics;
using MlOps.Remote;
using MlOps.Spec;

namespace MlOps.Steps;

/// <summary>A step among its neighbours, for checks before a run.</summary>
/// <param name="Step">The step.</param>
/// <param name="Upstream">Every step whose output it sees: those that it needs, those that these need, and so on; in running order.</param>
/// <param name="Downstream">Every step that sees its output.</param>
/// <param name="PipelineFolder">Full path of the folder that the pipeline's paths are relative to.</param>
/// <param name="Found">Receives the mistakes.</param>
public sealed record StepCheck(
    PipelineStep Step,
    IReadOnlyList<PipelineStep> Upstream,
    IReadOnlyList<PipelineStep> Downstream,
    string PipelineFolder,
    DiagnosticBag Found)
{
    /// <summary>The base models of <see cref="Step.Bases(StepSpec)"/>, by their texts; known once the step is planned.</summary>
    public IReadOnlyDictionary<string, FoundBase> Bases { get; init; } = new Dictionary<string, FoundBase>();

    /// <summary>What addresses of the pipeline stand for, by their texts; known once the steps that read them are planned.</summary>
    public IReadOnlyDictionary<string, RemoteFile> Remote { get; init; } = new Dictionary<string, RemoteFile>();

    /// <summary>The nearest step of a kind that this one sees; reports MLOPS2003 and returns null when there is none.</summary>
    /// <param name="kind">The word after <c>uses:</c>.</param>
    public PipelineStep? Require(string kind)
    {
        var step = Upstream.LastOrDefault(step => step.Kind.Kind == kind);
        if (step is null)
        {
            Found.Add(Rules.MissingNeed, Step.Location, $"step '{Step.Name}' uses {Step.Kind.Kind} and needs a step that uses {kind}; add its name to 'needs'");
        }

        return step;
    }

    /// <summary>Full paths of the files that the step's inputs name; none where an input cannot be read, which the step's own check reports.</summary>
    public IReadOnlyList<string> NamedFiles()
    {
        try
        {
            return [.. Step.Kind.NamedFiles(Step.Spec, FullPath).Distinct()];
        }
        catch (MlOpsException)
        {
            return [];
        }
    }

    /// <summary>The full path of a path in the pipeline; of an address, where its content lies in the cache.</summary>
    /// <param name="path">Relative to the pipeline's folder, or rooted, or an address.</param>
    public string FullPath(string path) => Remote.TryGetValue(path, out var file) ? file.Path : Path.GetFullPath(Path.Combine(PipelineFolder, path));
}
