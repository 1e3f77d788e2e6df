using MlOps.Drift;
using MlOps.Metrics;
using MlOps.Models;
using MlOps.Registry.Cards;
using MlOps.Steps;

namespace MlOps.Registry;

/// <summary>A model that asks to be registered.</summary>
public sealed record Candidate
{
    /// <summary>Name of the model to register it under.</summary>
    public required string Model { get; init; }

    /// <summary>The folder of its files, <c>model.json</c> among them; it is copied.</summary>
    public required string Folder { get; init; }

    /// <summary>What its <c>model.json</c> says.</summary>
    public required ModelDescription Description { get; init; }

    /// <summary>What the evaluate step found.</summary>
    public required Evaluation Evaluation { get; init; }

    /// <summary>What was found of its variant, which lies in the folder where it is kept; null where none was asked for.</summary>
    public VariantEvaluation? Variant { get; init; }

    /// <summary>What its data look like, for monitoring; null where that is not known.</summary>
    public DataProfile? Profile { get; init; }

    /// <summary>Which rows of growing data it was trained on; null where all were taken.</summary>
    public Watermark? Watermark { get; init; }

    /// <summary>The training that it comes from, so that nobody need do it again; null where that is not known.</summary>
    public TrainedBy? Trained { get; init; }

    /// <summary>The stage that is asked for.</summary>
    public required Stage Stage { get; init; }

    /// <summary>Why it must stay in None whatever is asked for; null when nothing speaks against it.</summary>
    public string? Refused { get; init; }

    /// <summary>How many people must approve a new version before it gets a stage.</summary>
    public int Approvals { get; init; }

    /// <summary>What it is for, in the user's words; empty when nothing is said.</summary>
    public string Purpose { get; init; } = "";

    /// <summary>Who registers it, in which run, and why.</summary>
    public required Change Change { get; init; }

    /// <summary>The version that it becomes, in None.</summary>
    /// <param name="number">The version's number.</param>
    /// <param name="contentHash">SHA-256 over the model's files.</param>
    /// <param name="bytes">Their size.</param>
    /// <param name="at">When it is registered, in UTC.</param>
    /// <param name="folder">Full path of its files; empty where they lie in none of this machine.</param>
    public ModelVersion AsVersion(int number, string contentHash, long bytes, DateTimeOffset at, string folder = "") =>
        new(Model, number, Stage.None, contentHash, bytes, at, Change.By, Change.Run, folder);
}
