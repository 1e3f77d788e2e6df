using MlOps.Drift;

namespace MlOps.Spec;

/// <summary>A pipeline.yml that has been read without an error.</summary>
/// <param name="File">The file as the user named it, for diagnostics.</param>
/// <param name="Folder">Full path of its folder, which the pipeline's paths are relative to.</param>
/// <param name="Name">The pipeline's name.</param>
/// <param name="Seed">All chance of the run is drawn from it.</param>
/// <param name="Profile">The profile that was laid over it; null when there was none.</param>
/// <param name="Steps">The steps in the order of the file.</param>
/// <param name="Report">What is written beside the run's own folder.</param>
public sealed record PipelineSpec(
    string File,
    string Folder,
    string Name,
    int Seed,
    string? Profile,
    IReadOnlyList<PipelineStep> Steps,
    ReportSpec Report)
{
    /// <summary>Where models are registered; null for the state folder's own registry.</summary>
    public RegistrySpec? Registry { get; init; }

    /// <summary>How the served model is watched; null where the pipeline says nothing of it.</summary>
    public MonitorSpec? Monitor { get; init; }
}
