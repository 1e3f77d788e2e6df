using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Remote;
using MlOps.Steps;
using MlOps.Storage.S3;

namespace MlOps.Storage.Remote;

/// <summary>Brings all objects below a prefix of S3 into a folder. The listing tells what has changed; what has not is taken from the folder before.</summary>
/// <param name="s3">The store.</param>
/// <param name="limits">What is taken at most.</param>
internal sealed class PrefixDownload(S3Client s3, RemoteLimits limits)
{
    /// <summary>Brings a prefix.</summary>
    /// <param name="address">A bucket, or a prefix that ends in a slash.</param>
    /// <param name="folder">Its cache, locked.</param>
    /// <param name="progress">Receives how far it is; null for nobody.</param>
    /// <param name="ct">Stops it.</param>
    /// <exception cref="MlOpsException">MLOPS2002: nothing is there. MLOPS2016: it is refused, unreachable, or too large.</exception>
    public async Task<CacheEntry> BringAsync(RemoteAddress address, AddressFolder folder, IProgress<StepProgress>? progress, CancellationToken ct)
    {
        var known = folder.Read();
        var listed = await ListAsync(address, ct);
        var files = listed.ToDictionary(file => file.Key[address.Path.Length..], file => file.ETag, StringComparer.Ordinal);
        if (known?.Files is { } before && before.Count == files.Count && before.All(file => files.TryGetValue(file.Key, out var etag) && etag == file.Value))
        {
            return known;
        }

        var staged = folder.Staging();
        try
        {
            foreach (var file in listed)
            {
                progress?.Report(new($"downloading {address}: {file.Key[address.Path.Length..]}"));
                await BringAsync(address, file, staged, folder, known, ct);
            }

            var sha256 = ContentHash.OfFolder(staged);
            folder.Place(staged, sha256);
            var entry = new CacheEntry(sha256, listed.Sum(file => file.Bytes), folder.Name, Validators.None) { Files = files };
            folder.Write(entry);
            return entry;
        }
        finally
        {
            if (Directory.Exists(staged))
            {
                Directory.Delete(staged, recursive: true);
            }
        }
    }

    private async Task<IReadOnlyList<S3Item>> ListAsync(RemoteAddress address, CancellationToken ct)
    {
        var (listed, bytes) = (new List<S3Item>(), 0L);
        await foreach (var item in s3.ListAsync(address.Bucket!, address.Path, ct))
        {
            if (item.Key.EndsWith('/'))
            {
                continue; // what consoles show as a folder
            }

            listed.Add(item);
            bytes += item.Bytes;
            if (listed.Count > limits.MostFiles)
            {
                throw RemoteFailures.TooMany(address, limits.MostFiles);
            }

            if (bytes > limits.MostBytes)
            {
                throw RemoteFailures.TooLarge(address, bytes, limits.MostBytes);
            }
        }

        return listed.Count > 0 ? listed : throw RemoteFailures.NotThere(address, "object");
    }

    private async Task BringAsync(RemoteAddress address, S3Item item, string staged, AddressFolder folder, CacheEntry? known, CancellationToken ct)
    {
        var name = item.Key[address.Path.Length..];
        var path = Archive.PathBelow(staged, name) ?? throw RemoteFailures.Failed(address, $"holds the key '{name}', which is no path of a file here");
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (known?.Files?.GetValueOrDefault(name) == item.ETag && Path.Combine(folder.Content(known.Sha256), name) is var before && File.Exists(before))
        {
            File.Copy(before, path);
            return;
        }

        await s3.DownloadAsync(address.Bucket!, item.Key, item.ETag, path, ct);
    }
}
