using System.Globalization;
using MlOps.Hub;
using MlOps.Models;
using MlOps.Steps;

namespace MlOps.Bases;

/// <summary>The base model that a step names, found when the plan was made.</summary>
public sealed record FoundBase
{
    private const int ShownDigits = 7;

    /// <summary>What messages call its folder; its files' names follow after a slash.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, for people: <c>examples/bert-pico</c>, <c>mail-spam@Production (version 3)</c>, <c>org/name (commit 0123456)</c>.</summary>
    public required string Described { get; init; }

    /// <summary>True for a model of the registry or the hub, false for a path.</summary>
    public bool IsNamed { get; private init; }

    /// <summary>Full path of its files.</summary>
    public required string Folder { get; init; }

    /// <summary>The name of its weights, or of their index, in the folder; null where it has none that can be read.</summary>
    public required string? Weights { get; init; }

    /// <summary>SHA-256 over names and contents of the files that belong to it.</summary>
    public required string ContentHash { get; init; }

    /// <summary>What its step's fingerprint holds.</summary>
    public required string Identity { get; init; }

    /// <summary>Full paths of the files and folders that change when the pipeline's name for it stands for another model.</summary>
    public required IReadOnlyList<string> Watched { get; init; }

    /// <summary>Downloads what is missing; null where nothing is.</summary>
    internal Func<IProgress<StepProgress>, CancellationToken, Task>? Fetch { get; init; }

    /// <summary>A folder, or a file of weights with the rest of the model beside it.</summary>
    /// <param name="path">Full path of one that is there.</param>
    /// <param name="shown">What the pipeline calls it.</param>
    /// <param name="hash">Hashes a file by its full path; <see cref="Files.ContentHash.OfFile"/> when null.</param>
    public static FoundBase At(string path, string shown, Func<string, string>? hash = null)
    {
        hash ??= Files.ContentHash.OfFile;
        var name = shown.TrimEnd('/', '\\');
        if (Directory.Exists(path))
        {
            var content = Files.ContentHash.OfFolder(path, hash);
            return new() { Name = name, Described = shown, Folder = path, Weights = WeightsFiles.Find(path), ContentHash = content, Identity = content, Watched = [path] };
        }

        // what lies in the folder besides is not the model's: data, other checkpoints
        var (folder, file) = (Path.GetDirectoryName(path)!, Path.GetFileName(path));
        string[] files = [.. NeededFiles.Small([.. Directory.EnumerateFiles(folder).Select(other => Path.GetFileName(other))]), file];
        var hashed = Files.ContentHash.OfFiles(files.Select(other => (other, hash(Path.Combine(folder, other)))));
        return new()
        {
            Name = Path.GetDirectoryName(name) is { Length: > 0 } parent ? parent.Replace('\\', '/') : ".",
            Described = shown,
            Folder = folder,
            Weights = file,
            ContentHash = hashed,
            Identity = hashed,
            Watched = [.. files.Select(other => Path.Combine(folder, other))],
        };
    }

    /// <summary>The full path of a file of the model.</summary>
    /// <param name="name">Its name.</param>
    public string FullPath(string name) => Path.Combine(Folder, name);

    /// <summary>Makes sure that the folder holds the weights.</summary>
    /// <param name="progress">Receives how far a download is.</param>
    /// <param name="ct">Stops the download; the next one goes on from there.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS2014: they cannot be had from the hub.</exception>
    public Task FetchAsync(IProgress<StepProgress> progress, CancellationToken ct) => Fetch is null ? Task.CompletedTask : Fetch(progress, ct);

    /// <summary>A version of the registry.</summary>
    /// <param name="version">The version, whose files are there.</param>
    /// <param name="shown">What the pipeline calls it.</param>
    internal static FoundBase Of(Registry.FoundModel version, string shown) => new()
    {
        Name = shown,
        Described = $"{shown} (version {version.Version})",
        IsNamed = true,
        Folder = version.Folder,
        Weights = WeightsFiles.Find(version.Folder),
        ContentHash = version.ContentHash,
        Identity = string.Create(CultureInfo.InvariantCulture, $"version {version.Version}, {version.ContentHash}"),
        Watched = [version.Folder],
    };

    /// <summary>A model that an address names.</summary>
    /// <param name="file">What the address stands for: a folder, or a file of weights.</param>
    /// <param name="shown">The address as it may be printed.</param>
    /// <param name="hash">Hashes a file by its full path.</param>
    internal static FoundBase Of(Remote.RemoteFile file, string shown, Func<string, string> hash) =>
        At(file.Path, shown, hash) with { Name = shown.TrimEnd('/'), Described = $"{shown} (content {file.Sha256[..ShownDigits]})", IsNamed = true };

    /// <summary>A model of the hub.</summary>
    /// <param name="snapshot">The model; some of its large files may be missing, whose hashes the hub says.</param>
    /// <param name="hash">Hashes a file by its full path.</param>
    internal static FoundBase Of(HubSnapshot snapshot, Func<string, string> hash)
    {
        var missing = snapshot.Missing.ToHashSet();
        var content = Files.ContentHash.OfFiles(snapshot.Files.Select(file => (file.Name, missing.Contains(file) ? file.Sha256! : hash(Content(file.Name)))));
        return new()
        {
            Name = snapshot.Id.Shown,
            Described = $"{snapshot.Id.Shown} (commit {snapshot.Commit[..ShownDigits]})",
            IsNamed = true,
            Folder = snapshot.Folder,
            Weights = snapshot.Weights,
            ContentHash = content,
            Identity = $"commit {snapshot.Commit}, {content}",
            Watched = snapshot.Id.IsCommit ? [snapshot.Folder] : [snapshot.Folder, snapshot.RefFile],
        };

        // sizes and times are those of the content, not of the link to it
        string Content(string name)
        {
            var file = new FileInfo(Path.Combine(snapshot.Folder, name));
            return file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file.FullName;
        }
    }
}
