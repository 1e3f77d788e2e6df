using MlOps.Bases;
using MlOps.Diagnostics;
using MlOps.Registry;
using MlOps.Remote;
using MlOps.Running;

namespace MlOps.Steps;

/// <summary>Where a step reads and writes, and what the run says.</summary>
public sealed record StepContext
{
    /// <summary>The step's name.</summary>
    public required string Name { get; init; }

    /// <summary>Where the step stands in pipeline.yml.</summary>
    public required Location Location { get; init; }

    /// <summary>Full path of the folder that the pipeline's paths are relative to.</summary>
    public required string PipelineFolder { get; init; }

    /// <summary>Full path of an empty folder of the step's own. It counts only once the step has returned.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>
    /// Full path of a folder that outlasts a run that is stopped or killed; made by the step. What stands there is from the same settings, inputs and seed.
    /// It is removed when the step has returned. Null where nothing can be kept.
    /// </summary>
    public string? CheckpointFolder { get; init; }

    /// <summary>Outputs of every step that this one sees, in running order.</summary>
    public required IReadOnlyList<StepOutput> Upstream { get; init; }

    /// <summary>The pipeline's seed; a step draws all its chance from it.</summary>
    public required int Seed { get; init; }

    /// <summary>What to compute on.</summary>
    public required Compute Compute { get; init; }

    /// <summary>The run that this is part of.</summary>
    public required RunIdentity Run { get; init; }

    /// <summary>The champion of the model that a later step registers; null when there is none. It may be this run's very candidate.</summary>
    public Champion? Champion { get; init; }

    /// <summary>The base models of <see cref="Step.Bases(Spec.StepSpec)"/>, by their texts; their files are there.</summary>
    public IReadOnlyDictionary<string, FoundBase> Bases { get; init; } = new Dictionary<string, FoundBase>();

    /// <summary>What addresses of the pipeline stand for, by their texts; their content is in the cache.</summary>
    public IReadOnlyDictionary<string, RemoteFile> Remote { get; init; } = new Dictionary<string, RemoteFile>();

    /// <summary>Receives progress, from any thread.</summary>
    public required IProgress<StepProgress> Progress { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The nearest output of a kind of step.</summary>
    /// <param name="kind">The word after <c>uses:</c>; the step's check has made sure that it is there.</param>
    public StepOutput Input(string kind) => Upstream.Last(output => output.Kind == kind);

    /// <summary>The full path of a path in the pipeline; of an address, where its content lies in the cache.</summary>
    /// <param name="path">Relative to the pipeline's folder, or rooted, or an address.</param>
    public string FullPath(string path) => Remote.TryGetValue(path, out var file) ? file.Path : Path.GetFullPath(Path.Combine(PipelineFolder, path));
}
