namespace MlOps.Serving.Models;

/// <summary>A model folder without a registry; it is opened once.</summary>
/// <param name="shown">The folder as the user names it.</param>
/// <param name="folder">Its full path.</param>
public sealed class FolderOrigin(string shown, string folder) : ModelOrigin
{
    private readonly ServedVersion _version = new(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), "1", "", "", folder);

    /// <inheritdoc/>
    public override string Shown => shown;

    /// <inheritdoc/>
    public override string DefaultName => _version.Model;

    /// <inheritdoc/>
    public override ServedVersion Find() => _version;

    /// <inheritdoc/>
    public override void Fetch(ServedVersion version, CancellationToken ct)
    {
    }
}
