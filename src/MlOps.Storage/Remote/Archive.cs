using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using MlOps.Diagnostics;
using MlOps.Metrics;

namespace MlOps.Storage.Remote;

/// <summary>
/// Unpacks .zip, .tar, .tar.gz and .tgz that strangers may have made: files alone, below one folder, and no more of them than the archive's own
/// size explains.
/// </summary>
internal static class Archive
{
    private const string Ending = ".unpacked";

    // what systems put beside the files when they pack
    private const string MacFolder = "__MACOSX";

    /// <summary>Unpacks an archive beside itself, once.</summary>
    /// <param name="path">Full path of the archive.</param>
    /// <param name="shown">What messages call it.</param>
    /// <param name="limits">What is unpacked at most.</param>
    /// <returns>Full path of the folder; of the one folder or file in it where there is but one.</returns>
    /// <exception cref="MlOpsException">MLOPS2017.</exception>
    public static string Unpack(string path, string shown, RemoteLimits limits)
    {
        var folder = path + Ending;
        if (!Directory.Exists(folder))
        {
            var staged = $"{folder}.{Guid.NewGuid():n}";
            try
            {
                _ = Directory.CreateDirectory(staged);
                Write(path, shown, staged, limits);
                Directory.Move(staged, folder);
            }
            catch (IOException) when (Directory.Exists(folder))
            {
                // another process has unpacked it meanwhile
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException or OverflowException or ArgumentException or NotSupportedException)
            {
                throw Bad(shown, $"can't be unpacked; expected {(IsZip(path) ? "a zip" : "a tar")} file, complete: {e.Message}", e);
            }
            finally
            {
                if (Directory.Exists(staged))
                {
                    Directory.Delete(staged, recursive: true);
                }
            }
        }

        string[] entries = [.. Directory.EnumerateFileSystemEntries(folder).Take(2)];
        return entries is [var only] ? only : folder;
    }

    /// <summary>The full path of a file below a folder.</summary>
    /// <param name="folder">Full path of the folder.</param>
    /// <param name="name">A path that strangers have written.</param>
    /// <returns>Null where the name leads out of the folder, or is no file's on some system.</returns>
    public static string? PathBelow(string folder, string name)
    {
        var parts = name.Split('/', '\\');
        return Array.TrueForAll(parts, part => part is not ("" or "." or "..") && !part.Contains(':', StringComparison.Ordinal) && !part.Any(char.IsControl))
            ? Path.Combine([folder, .. parts])
            : null;
    }

    private static void Write(string path, string shown, string folder, RemoteLimits limits)
    {
        var budget = new Budget(shown, limits, new FileInfo(path).Length);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        if (IsZip(path))
        {
            WriteZip(file, folder, budget);
            return;
        }

        using var tar = path.EndsWith("gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        WriteTar(tar, folder, budget);
    }

    private static void WriteZip(Stream file, string folder, Budget budget)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read);
        foreach (var entry in zip.Entries.Where(entry => !entry.FullName.EndsWith('/')))
        {
            const int unixTypeShift = 16 + 12;
            const int unixLink = 0xA;
            if ((entry.ExternalAttributes >>> unixTypeShift) == unixLink)
            {
                throw budget.Bad($"holds a link, '{entry.FullName}'");
            }

            using var content = entry.Open();
            WriteFile(entry.FullName, content, folder, budget);
        }
    }

    private static void WriteTar(Stream file, string folder, Budget budget)
    {
        using var tar = new TarReader(file);
        while (tar.GetNextEntry() is { } entry)
        {
            switch (entry.EntryType)
            {
                case TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes:
                    break;
                case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                    WriteFile(entry.Name, entry.DataStream ?? Stream.Null, folder, budget);
                    break;
                default:
                    throw budget.Bad($"holds '{entry.Name}', which is no file but {entry.EntryType}");
            }
        }
    }

    private static void WriteFile(string name, Stream content, string folder, Budget budget)
    {
        if (name.StartsWith("./", StringComparison.Ordinal))
        {
            name = name[2..];
        }

        var path = PathBelow(folder, name) ?? throw budget.Bad($"holds the path '{name}', which leads out of it or is no file's");
        if (name.StartsWith(MacFolder + "/", StringComparison.Ordinal))
        {
            return;
        }

        budget.CountFile();
        if (Path.Exists(path))
        {
            throw budget.Bad($"holds '{name}' twice");
        }

        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        var buffer = new byte[1 << 16];
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            budget.CountBytes(read);
            target.Write(buffer, 0, read);
        }
    }

    private static bool IsZip(string path) => path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);

    private static MlOpsException Bad(string shown, string why, Exception? inner = null) => new(Rules.BadArchive, Location.None, $"the archive {shown} {why}", inner);

    /// <summary>What an archive may still unpack to.</summary>
    private sealed class Budget(string shown, RemoteLimits limits, long packedBytes)
    {
        private readonly long _most = Math.Min(limits.MostBytes, limits.FreeExpansion + (packedBytes * limits.MostExpansion));
        private long _bytes;
        private int _files;

        public void CountBytes(int bytes)
        {
            _bytes += bytes;
            if (_bytes > _most)
            {
                throw Bad($"unpacks to more than {MetricText.Of(_most, MetricUnit.Bytes)}, and has {MetricText.Of(packedBytes, MetricUnit.Bytes)} itself");
            }
        }

        public void CountFile()
        {
            _files++;
            if (_files > limits.MostFiles)
            {
                throw Bad(string.Create(CultureInfo.InvariantCulture, $"holds more than {limits.MostFiles:N0} files"));
            }
        }

        public MlOpsException Bad(string why) => Archive.Bad(shown, why);
    }
}
