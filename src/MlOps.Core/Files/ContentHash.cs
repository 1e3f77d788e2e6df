using System.Security.Cryptography;
using System.Text;

namespace MlOps.Files;

/// <summary>SHA-256 of files and of folders, as 64 lower-case hexadecimal digits.</summary>
public static class ContentHash
{
    /// <summary>The hash of a file's bytes.</summary>
    /// <param name="path">A file.</param>
    public static string OfFile(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>The hash of a text's UTF-8 bytes.</summary>
    /// <param name="text">Any text.</param>
    public static string OfText(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The hash of a set of files: of their names and their own hashes, in ordinal order of the names.</summary>
    /// <param name="files">Path relative to the folder, with '/', and the file's hash.</param>
    public static string OfFiles(IEnumerable<(string Path, string Sha256)> files) =>
        OfText(string.Concat(files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => $"{file.Sha256}  {file.Path}\n")));

    /// <summary>The hash of every file below a folder.</summary>
    /// <param name="folder">A folder.</param>
    /// <param name="hash">Hashes one file by its full path; <see cref="OfFile"/> when null.</param>
    public static string OfFolder(string folder, Func<string, string>? hash = null) =>
        OfFiles(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => (Path.GetRelativePath(folder, path).Replace('\\', '/'), (hash ?? OfFile)(path))));
}
