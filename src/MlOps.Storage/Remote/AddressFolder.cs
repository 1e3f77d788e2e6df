using System.Text.Json;
using MlOps.Files;
using MlOps.Remote;

namespace MlOps.Storage.Remote;

/// <summary>
/// The cache of one address: <c>entry.json</c>, the content below a folder that its hash names, and of a download that was cut <c>partial</c> with
/// the ETag that it belongs to.
/// </summary>
/// <param name="cache">Full path of the cache.</param>
/// <param name="address">The address.</param>
internal sealed class AddressFolder(string cache, RemoteAddress address)
{
    private const int FolderDigits = 32;
    private const int ContentDigits = 16;
    private const int LongestName = 100;
    private static readonly TimeSpan LockInterval = TimeSpan.FromMilliseconds(100);

    private readonly string _folder = Path.Combine(cache, ContentHash.OfText(address.Text)[..FolderDigits]);

    /// <summary>What has arrived of a download that is not at its end.</summary>
    public string Partial => Path.Combine(_folder, "partial");

    private string PartialETag => Path.Combine(_folder, "partial.etag");

    private string EntryFile => Path.Combine(_folder, "entry.json");

    /// <summary>The name that the content gets here: letters that every file system takes, with the ending that tells its form.</summary>
    public string Name
    {
        get
        {
            var name = string.Concat(address.Name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '_')).TrimStart('.');
            return name.Length == 0 ? "content" : name[Math.Max(0, name.Length - LongestName)..];
        }
    }

    /// <summary>Full path of a content.</summary>
    /// <param name="sha256">Its hash.</param>
    public string Content(string sha256) => Path.Combine(_folder, sha256[..ContentDigits], Name);

    /// <summary>A folder of its own for what is being made; the caller removes it.</summary>
    public string Staging() => Directory.CreateDirectory(Path.Combine(_folder, $"staging-{Guid.NewGuid():n}")).FullName;

    /// <summary>What is there, whole; null where nothing is.</summary>
    public CacheEntry? Read()
    {
        try
        {
            var entry = File.Exists(EntryFile) ? JsonSerializer.Deserialize(File.ReadAllBytes(EntryFile), CacheEntryJson.Default.CacheEntry) : null;
            return entry is not null && (entry.Files is null ? File.Exists(Content(entry.Sha256)) && new FileInfo(Content(entry.Sha256)).Length == entry.Bytes : Directory.Exists(Content(entry.Sha256)))
                ? entry
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Remembers a content whose file is in its place.</summary>
    /// <param name="entry">What it is.</param>
    public void Write(CacheEntry entry) => AtomicFile.Write(EntryFile, stream => JsonSerializer.Serialize(stream, entry, CacheEntryJson.Default.CacheEntry));

    /// <summary>Moves a file or folder to the place of its content.</summary>
    /// <param name="from">Full path of it, in this folder.</param>
    /// <param name="sha256">The hash of the content.</param>
    public void Place(string from, string sha256)
    {
        var target = Content(sha256);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (File.Exists(from))
        {
            File.Move(from, target, overwrite: true);
        }
        else if (!Directory.Exists(target))
        {
            Directory.Move(from, target);
        }
    }

    /// <summary>The download that was cut: what its ETag was, and how much of it is here; null without one.</summary>
    public (string ETag, long Bytes)? Cut() =>
        File.Exists(PartialETag) && new FileInfo(Partial) is { Exists: true, Length: > 0 and var bytes } ? (File.ReadAllText(PartialETag), bytes) : null;

    /// <summary>Begins a download at its first byte.</summary>
    /// <param name="etag">The ETag that its rest may be asked for by; null where it must be fetched in one go.</param>
    public void Begin(string? etag)
    {
        File.Delete(Partial);
        File.Delete(PartialETag);
        if (etag is not null)
        {
            AtomicFile.WriteText(PartialETag, etag);
        }
    }

    /// <summary>Lets one process at a time fetch this address.</summary>
    /// <param name="ct">Ends the waiting.</param>
    public async Task<FileStream> LockAsync(CancellationToken ct)
    {
        _ = Directory.CreateDirectory(_folder);
        var path = Path.Combine(_folder, "lock");
        while (true)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(LockInterval, ct);
            }
        }
    }
}
