using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Remote;
using MlOps.Steps;
using MlOps.Storage.S3;

namespace MlOps.Storage.Remote;

/// <summary>Fetches files, archives and prefixes of S3 into a folder, where they stay by content: what was read before can be read again.</summary>
/// <param name="settings">Where to, and how.</param>
/// <param name="wait">Waits before a request is sent again; null for the clock's own time.</param>
public sealed class RemoteCache(RemoteSettings settings, Func<TimeSpan, CancellationToken, Task>? wait = null) : RemoteSource, IDisposable
{
    private readonly Lazy<WebObjects> _web = new(() => new(settings.Limits.Patience));
    private readonly Lazy<S3Client> _s3 = new(() => new(settings.S3));

    /// <inheritdoc/>
    public override async Task<RemoteFile> FetchAsync(RemoteAddress address, IProgress<StepProgress>? progress, CancellationToken ct)
    {
        var folder = new AddressFolder(settings.Cache, address);
        if (settings.IsOffline)
        {
            return File(address, folder, folder.Read() ?? throw RemoteFailures.Offline(address));
        }

        using var held = await folder.LockAsync(ct);
        if (!address.IsFolder)
        {
            return File(address, folder, await Download(address).BringAsync(address, folder, progress, ct));
        }

        if (address.Bucket is null)
        {
            throw RemoteFailures.Failed(address, "is a folder, and https:// has no way to list one; name a file, an archive (.zip, .tar.gz), or a prefix of S3");
        }

        try
        {
            return File(address, folder, await new PrefixDownload(_s3.Value, settings.Limits).BringAsync(address, folder, progress, ct));
        }
        catch (S3Refusal e)
        {
            throw S3Objects.Explain(address, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_web.IsValueCreated)
        {
            _web.Value.Dispose();
        }

        if (_s3.IsValueCreated)
        {
            _s3.Value.Dispose();
        }
    }

    private FileDownload Download(RemoteAddress address) =>
        new(address.Bucket is null ? _web.Value : new S3Objects(_s3.Value), settings.Limits, wait ?? Task.Delay);

    private RemoteFile File(RemoteAddress address, AddressFolder folder, CacheEntry entry)
    {
        var path = folder.Content(entry.Sha256);
        return new(address.IsArchive ? Archive.Unpack(path, address.Shown, settings.Limits) : path, entry.Sha256, entry.Validators.ETag, entry.Bytes);
    }
}
