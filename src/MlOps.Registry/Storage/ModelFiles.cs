using System.Security.Cryptography;
using MlOps.Files;
using MlOps.Models;
using MlOps.Registry.Cards;

namespace MlOps.Registry.Storage;

/// <summary>The files of a version.</summary>
internal static class ModelFiles
{
    private const int BufferBytes = 1 << 20;

    // the files that the registry adds to a version; its content hash leaves them out
    private static readonly string[] AddedFiles = [Lineage.FileName, ModelCard.FileName];

    /// <summary>The name of a file of a folder that only the registry writes; null when there is none.</summary>
    public static string? AddedFileIn(string folder) => AddedFiles.FirstOrDefault(name => File.Exists(Path.Combine(folder, name)));

    /// <summary>The content hash of a version with these files.</summary>
    public static string ContentHashOf(IEnumerable<ModelFile> files) =>
        ContentHash.OfFiles(files.Where(file => !AddedFiles.Contains(file.Path)).Select(file => (file.Path, file.Sha256)));

    /// <summary>The hash over all files of a version, also those that the registry adds.</summary>
    public static string HashOfAll(IEnumerable<ModelFile> files) => ContentHash.OfFiles(files.Select(file => (file.Path, file.Sha256)));

    /// <summary>The content hash of a version whose files are these of a folder; reads them all.</summary>
    public static string ContentHashOf(string folder) => ContentHashOf(Read(folder));

    /// <summary>Every file below a folder with its hash; reads them all.</summary>
    public static IReadOnlyList<ModelFile> Read(string folder) =>
        [.. Enumerate(folder).Select(file => new ModelFile(file.Path, new FileInfo(file.Source).Length, ContentHash.OfFile(file.Source)))];

    /// <summary>Every file below a folder, in ordinal order.</summary>
    /// <returns>The full path, and the path relative to the folder with '/'.</returns>
    public static IEnumerable<(string Source, string Path)> Enumerate(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(source => (source, Path.GetRelativePath(folder, source).Replace('\\', '/')))
            .OrderBy(file => file.Item2, StringComparer.Ordinal);

    /// <summary>Copies every file of a folder, each flushed to the disk and made read-only.</summary>
    /// <returns>What was copied, hashed on the way.</returns>
    public static IReadOnlyList<ModelFile> Copy(string from, string to, CancellationToken ct)
    {
        var buffer = new byte[BufferBytes];
        var files = new List<ModelFile>();
        foreach (var (source, path) in Enumerate(from))
        {
            files.Add(CopyOne(source, path, Path.Combine(to, path), buffer, ct));
        }

        return files;
    }

    /// <summary>Copies one file, flushed to the disk and made read-only.</summary>
    /// <param name="source">Full path of the file.</param>
    /// <param name="to">Full path of the folder that gets the copy.</param>
    /// <param name="name">The copy's name.</param>
    /// <param name="ct">Stops the copying.</param>
    public static ModelFile CopyFile(string source, string to, string name, CancellationToken ct) =>
        CopyOne(source, name, Path.Combine(to, name), new byte[BufferBytes], ct);

    /// <summary>Writes one file, flushed to the disk and made read-only.</summary>
    public static ModelFile Write(string folder, string name, ReadOnlySpan<byte> content)
    {
        var path = Path.Combine(folder, name);
        using (var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.SetAttributes(path, FileAttributes.ReadOnly);
        return new(name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    /// <summary>Makes a copy of a version what its training made: files that may be written, without variants and those that the registry adds.</summary>
    public static void Release(string folder)
    {
        foreach (var (file, path) in Enumerate(folder).ToList())
        {
            File.SetAttributes(file, FileAttributes.Normal);
            if (AddedFiles.Contains(path) || IsVariant(path))
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>Removes from a folder the files that only the registry writes.</summary>
    public static void RemoveAdded(string folder)
    {
        foreach (var name in AddedFiles)
        {
            File.Delete(Path.Combine(folder, name));
        }
    }

    /// <summary>Removes a folder with its read-only files, where it is there.</summary>
    public static void Remove(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            // only there does a file's own attribute keep it from being removed
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                File.SetAttributes(file, FileAttributes.Normal);
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>True for a file that was added on registering, from what training made.</summary>
    /// <param name="path">Path in the model folder, with '/'.</param>
    public static bool IsVariant(string path) => path != ModelVariant.Fp32.FileName() && Enum.GetValues<ModelVariant>().Any(variant => path == variant.FileName());

    private static ModelFile CopyOne(string source, string path, string target, byte[] buffer, CancellationToken ct)
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = 0L;
        using (var input = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan))
        using (var output = new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0))
        {
            for (int read; (read = input.Read(buffer)) > 0; bytes += read)
            {
                ct.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, read);
                output.Write(buffer, 0, read);
            }

            output.Flush(flushToDisk: true);
        }

        File.SetAttributes(target, FileAttributes.ReadOnly);
        return new ModelFile(path, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
