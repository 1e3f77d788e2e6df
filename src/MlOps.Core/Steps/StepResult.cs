using MlOps.Diagnostics;
using MlOps.Drift;
using MlOps.Metrics;
using MlOps.Registry;

namespace MlOps.Steps;

/// <summary>What a step made and measured; kept beside its output as <c>step.json</c>, so that a reused step says the same again.</summary>
public sealed record StepResult
{
    /// <summary>What was measured, by metric name; null where a metric is undefined.</summary>
    public IReadOnlyDictionary<string, double?> Metrics { get; init; } = new Dictionary<string, double?>();

    /// <summary>Warnings and notices for the user.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>What a preprocess step prepared.</summary>
    public DataCard? Data { get; init; }

    /// <summary>How a fine-tune step went.</summary>
    public TrainingHistory? Training { get; init; }

    /// <summary>SHA-256 over the model files that a fine-tune step made (<see cref="Files.ContentHash.OfFolder"/> of its folder <c>model</c>).</summary>
    public string? ModelHash { get; init; }

    /// <summary>What an evaluate step found.</summary>
    public Evaluation? Evaluation { get; init; }

    /// <summary>What a register step found of a variant of the model; null where none was asked for.</summary>
    public VariantEvaluation? Variant { get; init; }

    /// <summary>What a register step did.</summary>
    public Registration? Registration { get; init; }

    /// <summary>What <c>dotnet mlops monitor</c> compared.</summary>
    public DriftReport? Drift { get; init; }
}
