using MlOps.Diagnostics;

namespace MlOps.Registry.Artifacts;

/// <summary>
/// Keeps files by their content, for a registry whose tables lie elsewhere: a name is a SHA-256, so that a file never changes, is kept once however many
/// versions have it, and is checked whenever it is read. What no version has any more stays until it is collected.
/// </summary>
/// <remarks>
/// A file that is already there is written again when it is older than <see cref="RefreshAge"/>. Nothing younger than a day is collected, so that what a
/// registration found there is still there when it commits.
/// </remarks>
public abstract class ArtifactStore : IDisposable
{
    /// <summary>How old a file may be that a registration relies on without writing it again.</summary>
    public static readonly TimeSpan RefreshAge = TimeSpan.FromHours(1);

    /// <summary>How old a file must be that no version has, before it may go.</summary>
    public static readonly TimeSpan CollectAge = TimeSpan.FromDays(1);

    /// <summary>Keeps a file; returns when it is there, whole.</summary>
    /// <param name="sha256">Its hash.</param>
    /// <param name="path">Full path of the file.</param>
    /// <param name="ct">Stops the copying.</param>
    /// <exception cref="MlOpsException">MLOPS5106: the store does not take it.</exception>
    public abstract void Put(string sha256, string path, CancellationToken ct);

    /// <summary>Writes a kept file to a path.</summary>
    /// <param name="sha256">Its hash.</param>
    /// <param name="path">Full path of a file that is not there yet.</param>
    /// <param name="ct">Stops the copying.</param>
    /// <returns>The hash of what was written.</returns>
    /// <exception cref="MlOpsException">MLOPS5002: it is not there. MLOPS5106: the store does not give it.</exception>
    public abstract string Get(string sha256, string path, CancellationToken ct);

    /// <summary>Every file that is kept.</summary>
    /// <param name="ct">Ends the listing.</param>
    public abstract IEnumerable<Artifact> List(CancellationToken ct);

    /// <summary>Removes a file, unless it was written again lately.</summary>
    /// <param name="sha256">Its hash.</param>
    /// <param name="before">When it must have been written, UTC: earlier than this.</param>
    /// <param name="ct">Ends the request.</param>
    public abstract void Remove(string sha256, DateTime before, CancellationToken ct);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the store holds.</summary>
    /// <param name="disposing">True when it is called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>The path of a file below the store: two digits as a folder, so that none holds too many.</summary>
    /// <param name="sha256">Its hash.</param>
    protected static string PathOf(string sha256) => $"sha256/{sha256[..2]}/{sha256}";

    /// <summary>The hash that a path of <see cref="PathOf"/> holds; null of another path.</summary>
    /// <param name="path">The path, with '/'.</param>
    protected static string? HashIn(string path) => path.Split('/') is ["sha256", { Length: 2 }, { Length: 64 } hash] && hash.All(char.IsAsciiHexDigitLower) ? hash : null;

    /// <summary>The failure that a file is missing which a version has.</summary>
    /// <param name="sha256">Its hash.</param>
    /// <param name="inner">What was thrown below.</param>
    protected static MlOpsException Missing(string sha256, Exception? inner = null) =>
        new(Rules.RegistryDamaged, Location.None, $"the artifact {sha256} of the registry is not there", inner);
}
