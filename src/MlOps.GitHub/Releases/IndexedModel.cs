using System.Globalization;
using MlOps.Registry;

namespace MlOps.GitHub.Releases;

/// <summary>A model as the index knows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Versions">Its versions, oldest first.</param>
/// <param name="History">Every move, oldest first; entries are added, never changed.</param>
internal sealed record IndexedModel(string Name, IReadOnlyList<IndexedVersion> Versions, IReadOnlyList<HistoryEntry> History)
{
    /// <summary>The model with a version more, in stage None.</summary>
    /// <param name="version">The version.</param>
    /// <param name="change">Who registers it, and why.</param>
    public IndexedModel Add(IndexedVersion version, Change change) => this with
    {
        Versions = [.. Versions, version],
        History = [.. History, new(version.Version, From: null, Stage.None, version.At, change)],
    };

    /// <summary>The model with a version in another stage. One that was in Staging or Production before it is archived.</summary>
    /// <param name="version">The version.</param>
    /// <param name="to">Where to.</param>
    /// <param name="at">When.</param>
    /// <param name="change">Who moves it, and why.</param>
    /// <returns>The model, and the number of the version that was archived.</returns>
    public (IndexedModel Model, int? Replaced) Move(IndexedVersion version, Stage to, DateTimeOffset at, Change change)
    {
        var replaced = to is Stage.Staging or Stage.Production ? Versions.FirstOrDefault(other => other.Stage == to) : null;
        var reason = string.Create(CultureInfo.InvariantCulture, $"version {version.Version} took its place");
        var model = replaced is null ? this : SetStage(replaced, Stage.Archived, at, change with { Reason = reason });
        return (model.SetStage(version, to, at, change), replaced?.Version);
    }

    private IndexedModel SetStage(IndexedVersion version, Stage to, DateTimeOffset at, Change change) => this with
    {
        Versions = [.. Versions.Select(other => other.Version == version.Version ? other with { Stage = to } : other)],
        History = [.. History, new(version.Version, version.Stage, to, at, change)],
    };
}
