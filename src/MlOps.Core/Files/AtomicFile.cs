using System.Text;

namespace MlOps.Files;

/// <summary>Writes files so that a killed process leaves the old file or the new one, never half of one.</summary>
public static class AtomicFile
{
    /// <summary>Writes text as UTF-8 without a byte order mark.</summary>
    /// <param name="path">The file; its folder is made when absent.</param>
    /// <param name="text">The whole content.</param>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Copies a file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="path">The copy; its folder is made when absent.</param>
    public static void Copy(string source, string path) => Write(path, target =>
    {
        using var stream = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        stream.CopyTo(target);
    });

    /// <summary>Writes a file through a stream; the target changes only when <paramref name="write"/> has returned.</summary>
    /// <param name="path">The file; its folder is made when absent.</param>
    /// <param name="write">Writes the whole content.</param>
    public static void Write(string path, Action<Stream> write)
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = $"{path}.{Path.GetRandomFileName()}.tmp"; // of its own, also among threads that write the same file
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
