using System.Collections.ObjectModel;

namespace MlOps.Registry;

/// <summary>One version of a registered model. Its files never change; its stage and what people say of it do.</summary>
/// <param name="Model">Name of the registered model.</param>
/// <param name="Version">Counted from 1, without gaps; a deleted version's number is not given again.</param>
/// <param name="Stage">The stage it has now.</param>
/// <param name="ContentHash">SHA-256 over its model files; empty for a version of another program.</param>
/// <param name="Bytes">Size of its model files.</param>
/// <param name="At">When it was registered, in UTC.</param>
/// <param name="By">Who registered it.</param>
/// <param name="Run">The run that made it.</param>
/// <param name="Folder">Full path of its files.</param>
public sealed record ModelVersion(
    string Model,
    int Version,
    Stage Stage,
    string ContentHash,
    long Bytes,
    DateTimeOffset At,
    string By,
    string Run,
    string Folder)
{
    /// <summary>True for a version that another program registered: it can be listed and moved, and its files can't be had here.</summary>
    public bool IsForeign => ContentHash.Length == 0;

    /// <summary>What people say of it; empty when nothing is said.</summary>
    public string Description { get; init; } = "";

    /// <summary>Values that people gave it, by key.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Files that were attached to it, by name; they lie beside its own.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>How many people must approve before it gets a stage, as its pipeline asks.</summary>
    public int Approvals { get; init; }

    /// <summary>The stage that it waits for; null when it waits for none.</summary>
    public Waiting? Waiting { get; init; }
}
