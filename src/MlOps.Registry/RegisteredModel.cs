using System.Collections.ObjectModel;

namespace MlOps.Registry;

/// <summary>A model of the registry, as <c>models show</c> prints it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Versions">Its versions, oldest first; none where all were deleted.</param>
/// <param name="History">Every change, oldest first.</param>
public sealed record RegisteredModel(string Name, IReadOnlyList<ModelVersion> Versions, IReadOnlyList<HistoryEntry> History)
{
    /// <summary>What it is for, in people's words; empty when nothing is said.</summary>
    public string Description { get; init; } = "";

    /// <summary>Values that people gave it, by key.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The version that each alias names.</summary>
    public IReadOnlyDictionary<string, int> Aliases { get; init; } = ReadOnlyDictionary<string, int>.Empty;

    /// <summary>The highest number that was given, to a deleted version too; 0 for none.</summary>
    public int LastNumber { get; init; }

    /// <summary>The end of the history as it was written.</summary>
    public HistoryHead Head { get; init; }

    /// <summary>The version in Production, where there is one.</summary>
    public ModelVersion? Production => Versions.FirstOrDefault(version => version.Stage == Stage.Production);

    /// <summary>The number of the version that a rollback brings back; null where there is none.</summary>
    public int? BeforeProduction => ProductionHistory.Before(this);

    /// <summary>The newest version, where there is one.</summary>
    public ModelVersion? Latest => Versions.Count == 0 ? null : Versions[^1];

    /// <summary>A model of which nothing is registered yet.</summary>
    /// <param name="name">Its name.</param>
    public static RegisteredModel New(string name) => new(name, [], []) { Head = HistoryHead.None };

    /// <summary>A version by its number.</summary>
    /// <param name="number">The number.</param>
    public ModelVersion? Find(int number) => Versions.FirstOrDefault(version => version.Version == number);

    /// <summary>SHA-256 over all files of a version, its lineage and card too, as the history holds it; null for a version that an earlier mlops registered.</summary>
    /// <param name="version">The version's number.</param>
    public string? FilesHashOf(int version) =>
        History.FirstOrDefault(entry => entry.Version == version && entry.Action == HistoryAction.Registered)?.Value is { Length: > 0 } hash ? hash : null;

    /// <summary>The aliases that name a version, in ordinal order.</summary>
    /// <param name="version">The version's number.</param>
    public IEnumerable<string> AliasesOf(int version) => Aliases.Where(alias => alias.Value == version).Select(alias => alias.Key).Order(StringComparer.Ordinal);
}
