using System.Collections.ObjectModel;
using MlOps.Registry;

namespace MlOps.GitHub.Releases;

/// <summary>A version as the index knows it.</summary>
/// <param name="Version">Counted from 1, without gaps.</param>
/// <param name="Stage">The stage it has now.</param>
/// <param name="ContentHash">SHA-256 over its model files.</param>
/// <param name="At">When it was registered, in UTC.</param>
/// <param name="By">Who registered it.</param>
/// <param name="Run">The run that made it.</param>
/// <param name="Training">Fingerprint of the training that it comes from; null where that is not known.</param>
/// <param name="Release">Id of the release that holds its files.</param>
/// <param name="Files">Its files.</param>
/// <remarks>A file of an earlier mlops lacks some properties: JSON then gives null, for which the empty value stands.</remarks>
internal sealed record IndexedVersion(
    int Version,
    Stage Stage,
    string ContentHash,
    DateTimeOffset At,
    string By,
    string Run,
    string? Training,
    long Release,
    IReadOnlyList<IndexedFile> Files)
{
    /// <summary>What people say of it.</summary>
    public string Description { get; init => field = value ?? ""; } = "";

    /// <summary>Values that people gave it, by key.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init => field = value ?? ReadOnlyDictionary<string, string>.Empty; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Files that were attached to it: assets of the same release.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init => field = value ?? []; } = [];

    /// <summary>How many people must approve before it gets a stage.</summary>
    public int Approvals { get; init; }

    /// <summary>What it waits for.</summary>
    public Waiting? Waiting { get; init; }

    /// <summary>The version as a registry shows it.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="folder">Full path of the folder that keeps its files on this machine.</param>
    public ModelVersion ToVersion(string model, string folder) => new(model, Version, Stage, ContentHash, Files.Sum(file => file.Bytes), At, By, Run, folder)
    {
        Description = Description,
        Tags = Tags,
        Attachments = Attachments,
        Approvals = Approvals,
        Waiting = Waiting,
    };

    /// <summary>The version after a change.</summary>
    /// <param name="version">What the change made of it.</param>
    public IndexedVersion With(ModelVersion version) => this with
    {
        Stage = version.Stage,
        Description = version.Description,
        Tags = version.Tags,
        Attachments = version.Attachments,
        Approvals = version.Approvals,
        Waiting = version.Waiting,
    };
}
