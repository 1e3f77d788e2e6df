using System.Text.Json;
using MlOps.Running;

namespace MlOps.Files;

/// <summary>
/// Remembers the hashes of files by size and time of change, so that unchanged files are not read again.
/// A file that changed less than two seconds before it was hashed could change once more within the clock's grain: it is not remembered.
/// </summary>
public sealed class FileHashes
{
    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(2);

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, FileHash> _known;
    private bool _changed;

    /// <summary>Reads what is remembered; a file that cannot be read counts as empty.</summary>
    /// <param name="path">The file that remembers, such as <c>.mlops/hashes.json</c>.</param>
    /// <param name="time">The clock.</param>
    public FileHashes(string path, TimeProvider time)
    {
        _path = path;
        _time = time;
        _known = Load(path);
    }

    /// <summary>The hash of a file, or of all files below a folder.</summary>
    /// <param name="path">Full path of a file or folder that exists.</param>
    public string Of(string path) => Directory.Exists(path) ? ContentHash.OfFolder(path, OfFile) : OfFile(path);

    /// <summary>Writes what is remembered, when something changed.</summary>
    public void Save()
    {
        if (_changed)
        {
            AtomicFile.WriteText(_path, JsonSerializer.Serialize(_known, RunningJson.Default.DictionaryStringFileHash));
            _changed = false;
        }
    }

    private string OfFile(string path)
    {
        var file = new FileInfo(path);
        var key = ContentHash.OfText(path); // a path may come from the environment, of which no file may hold anything
        if (_known.TryGetValue(key, out var known) && known.Bytes == file.Length && known.Changed == file.LastWriteTimeUtc)
        {
            return known.Sha256;
        }

        var hash = ContentHash.OfFile(path);
        _changed = _known.Remove(key) || _changed;
        if (_time.GetUtcNow() - file.LastWriteTimeUtc > Grain)
        {
            _known[key] = new(file.Length, file.LastWriteTimeUtc, hash);
            _changed = true;
        }

        return hash;
    }

    private static Dictionary<string, FileHash> Load(string path)
    {
        if (!File.Exists(path))
        {
            return new(StringComparer.Ordinal);
        }

        try
        {
            return new(JsonSerializer.Deserialize(File.ReadAllBytes(path), RunningJson.Default.DictionaryStringFileHash)!, StringComparer.Ordinal);
        }
        catch (JsonException)
        {
            return new(StringComparer.Ordinal);
        }
    }
}
