using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using MlOps.Diagnostics;

namespace MlOps.Registry.Packages;

/// <summary>Reads a package of which nothing is believed: names, sizes and hashes are checked before a file counts.</summary>
public sealed class PackageReader : IDisposable
{
    private const int MaxManifestBytes = 8 * 1024 * 1024;
    private const int BufferBytes = 1 << 16;

    private readonly string _shown;
    private readonly FileStream _stream;
    private readonly ZipArchive _zip;

    /// <summary>Opens a package and checks its list of files.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="shown">How the user names it.</param>
    /// <exception cref="MlOpsException">MLOPS2002: it is not there. MLOPS5019: it is no package. MLOPS5007: a newer mlops wrote it.</exception>
    public PackageReader(string path, string shown)
    {
        _shown = shown.Replace('\\', '/');
        _stream = File.Exists(path) ? File.OpenRead(path) : throw new MlOpsException(Rules.MissingInput, new(_shown), "there is no such file; expected what 'dotnet mlops models export' writes");
        try
        {
            _zip = new(_stream, ZipArchiveMode.Read);
            Manifest = ReadManifest();
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            _stream.Dispose();
            throw Bad($"it is no package of a model: {e.Message}", e);
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    /// <summary>What the package says that it holds; checked.</summary>
    public PackageManifest Manifest { get; }

    /// <summary>Unpacks everything.</summary>
    /// <param name="files">Full path of the folder for the version's files; made when absent.</param>
    /// <param name="attachments">Full path of the folder for attached files; made when absent.</param>
    /// <param name="ct">Stops the unpacking.</param>
    /// <exception cref="MlOpsException">MLOPS5019: a file is missing, is not in the list, or is not what the list says.</exception>
    public void Unpack(string files, string attachments, CancellationToken ct)
    {
        var named = Manifest.Entries.ToDictionary(entry => entry.Entry, entry => entry.File, StringComparer.Ordinal);
        if (_zip.Entries.FirstOrDefault(entry => entry.FullName != PackageManifest.EntryName && !named.ContainsKey(entry.FullName)) is { } stranger)
        {
            throw Bad($"it holds '{stranger.FullName}', which its list does not name");
        }

        try
        {
            foreach (var (name, file) in named)
            {
                var target = name.StartsWith(PackageManifest.FilesFolder, StringComparison.Ordinal) ? files : attachments;
                Unpack(name, file, Path.Combine(target, file.Path), ct);
            }
        }
        catch (InvalidDataException e)
        {
            throw Bad($"it is damaged: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _zip.Dispose();
        _stream.Dispose();
    }

    private PackageManifest ReadManifest()
    {
        var entry = _zip.GetEntry(PackageManifest.EntryName);
        if (entry is null || entry.Length > MaxManifestBytes)
        {
            throw Bad($"it is no package of a model: it has no {PackageManifest.EntryName}");
        }

        using var json = new MemoryStream();
        using (var content = entry.Open())
        {
            _ = Copy(content, json, MaxManifestBytes, CancellationToken.None);
        }

        var manifest = JsonSerializer.Deserialize(json.ToArray(), PackageJson.Default.PackageManifest) ?? throw Bad("its list is empty");
        manifest.Check(_shown);
        return manifest;
    }

    private void Unpack(string name, PackagedFile file, string target, CancellationToken ct)
    {
        var entry = _zip.GetEntry(name) ?? throw Bad($"'{name}' is missing");
        _ = Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using var content = entry.Open();
        using var output = new FileStream(target, FileMode.CreateNew, FileAccess.Write);
        if (Copy(content, output, file.Bytes, ct) != file.Sha256 || output.Length != file.Bytes)
        {
            throw Bad($"'{name}' is not what its list says");
        }
    }

    // never more than what was announced: a small package must not fill the disk
    private string Copy(Stream content, Stream target, long maxBytes, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        var bytes = 0L;
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            ct.ThrowIfCancellationRequested();
            bytes += read;
            if (bytes > maxBytes)
            {
                throw Bad("a file in it is larger than its list says");
            }

            hash.AppendData(buffer, 0, read);
            target.Write(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private MlOpsException Bad(string why, Exception? cause = null) => new(Rules.BadPackage, new(_shown), why, cause);
}
