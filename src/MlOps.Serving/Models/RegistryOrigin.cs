using System.Globalization;
using MlOps.Registry;

namespace MlOps.Serving.Models;

/// <summary>
/// A version that a registry's reference names, such as <c>mail-spam@Production</c>. Where the registry lies in files of this machine, these are
/// looked at first, and the registry is read only when one has changed.
/// </summary>
/// <param name="registry">The registry.</param>
/// <param name="reference">The reference.</param>
public sealed class RegistryOrigin(ModelRegistry registry, ModelReference reference) : ModelOrigin
{
    // a change within the clock's grain of the look before it would not be seen otherwise
    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(2);

    private string? _stamps;
    private ModelVersion? _found;

    /// <inheritdoc/>
    public override string Shown => reference.ToString();

    /// <inheritdoc/>
    public override string DefaultName => reference.Model;

    /// <inheritdoc/>
    public override ServedVersion Find()
    {
        if (Stamps() is not { } stamps || stamps != _stamps || _found is null)
        {
            _stamps = null;
            _found = registry.Find(reference);
            _stamps = Stamps();
        }

        return new(_found.Model, _found.Version.ToString(CultureInfo.InvariantCulture), _found.Stage.ToString(), _found.ContentHash, _found.Folder);
    }

    /// <inheritdoc/>
    public override void Fetch(ServedVersion version, CancellationToken ct) => registry.Fetch(_found!, ct);

    // null where nothing can be seen, or too fresh to be told from the next change
    private string? Stamps()
    {
        if (registry.FilesOf([]) is not { } paths)
        {
            return null;
        }

        FileInfo[] files = [.. paths.Select(path => new FileInfo(path))];
        return files.Any(file => file.Exists && DateTime.UtcNow - file.LastWriteTimeUtc < Grain)
            ? null
            : string.Join(';', files.Select(file => file.Exists ? FormattableString.Invariant($"{file.LastWriteTimeUtc.Ticks}.{file.Length}") : "-"));
    }
}
