using System.Collections.ObjectModel;
using MlOps.Registry;

namespace MlOps.GitHub.Releases;

/// <summary>A model as the index knows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Versions">Its versions, oldest first.</param>
/// <param name="History">Every change, oldest first; entries are added, never changed.</param>
/// <remarks>A file of an earlier mlops lacks some properties: JSON then gives null, for which the empty value stands.</remarks>
internal sealed record IndexedModel(string Name, IReadOnlyList<IndexedVersion> Versions, IReadOnlyList<HistoryEntry> History)
{
    /// <summary>What it is for.</summary>
    public string Description { get; init => field = value ?? ""; } = "";

    /// <summary>Values that people gave it, by key.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init => field = value ?? ReadOnlyDictionary<string, string>.Empty; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The version that each alias names.</summary>
    public IReadOnlyDictionary<string, int> Aliases { get; init => field = value ?? ReadOnlyDictionary<string, int>.Empty; } = ReadOnlyDictionary<string, int>.Empty;

    /// <summary>The highest number that was given.</summary>
    public int LastNumber { get; init; }

    /// <summary>The end of the history as it was written.</summary>
    public HistoryHead Head { get; init; } = HistoryHead.None;

    /// <summary>The model as a registry shows it.</summary>
    /// <param name="folderOf">The folder that keeps a version's files on this machine.</param>
    public RegisteredModel ToModel(Func<IndexedVersion, string> folderOf) => new(Name, [.. Versions.Select(version => version.ToVersion(Name, folderOf(version)))], History)
    {
        Description = Description,
        Tags = Tags,
        Aliases = Aliases,
        LastNumber = LastNumber,
        Head = Head,
    };

    /// <summary>The model after a change.</summary>
    /// <param name="model">What the change made of it.</param>
    /// <param name="versions">Every version of it as the index knew it, and the new one.</param>
    public IndexedModel With(RegisteredModel model, IEnumerable<IndexedVersion> versions) => new(
        Name, [.. model.Versions.Select(version => versions.First(known => known.Version == version.Version).With(version))], model.History)
    {
        Description = model.Description,
        Tags = model.Tags,
        Aliases = model.Aliases,
        LastNumber = model.LastNumber,
        Head = model.Head,
    };

    /// <summary>A model of an index of format 1, whose history had moves only and no hashes: its chain begins now.</summary>
    public IndexedModel OfFormat1()
    {
        var lines = History.Select(entry => entry with { Action = entry.From is null ? HistoryAction.Registered : HistoryAction.Moved });
        var (linked, head) = HistoryChain.Append(Name, HistoryHead.None, lines);
        return this with { History = linked, Head = head, LastNumber = Versions[^1].Version };
    }
}
