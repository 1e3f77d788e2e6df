using System.Net;
using MlOps.Diagnostics;
using MlOps.Registry.Artifacts;
using MlOps.Remote;

namespace MlOps.Storage.S3;

/// <summary>Artifacts below a prefix of an S3-compatible store. An object appears whole or not at all: no upload is seen before its end.</summary>
/// <remarks>Registries are synchronous, so requests are waited for here: the program has no context that could be blocked.</remarks>
public sealed class S3Artifacts : ArtifactStore
{
    private readonly S3Client _s3;
    private readonly RemoteAddress _place;
    private readonly string _prefix;
    private readonly TimeProvider _time;

    /// <summary>Names a store; nothing is asked yet.</summary>
    /// <param name="place">Bucket and prefix.</param>
    /// <param name="settings">How it is reached.</param>
    /// <param name="time">The clock.</param>
    public S3Artifacts(RemoteAddress place, S3Settings settings, TimeProvider time)
        : this(place, new S3Client(settings), time)
    {
    }

    internal S3Artifacts(RemoteAddress place, S3Client s3, TimeProvider time)
    {
        (_place, _s3, _time) = (place.Bucket is null ? throw new MlOpsException(Rules.BadRegistryAddress, Location.None, $"artifacts are in {place}; expected s3://BUCKET/PREFIX or a folder") : place, s3, time);
        _prefix = place.Path.Length == 0 ? "" : place.Path.TrimEnd('/') + "/";
    }

    /// <inheritdoc/>
    public override void Put(string sha256, string path, CancellationToken ct) => Wait(async () =>
    {
        if (await _s3.FindAsync(_place.Bucket!, Key(sha256), ct) is not { } known || known.Bytes != new FileInfo(path).Length || _time.GetUtcNow().UtcDateTime - known.Written > RefreshAge)
        {
            await _s3.UploadAsync(_place.Bucket!, Key(sha256), path, ct);
        }

        return 0;
    });

    /// <inheritdoc/>
    public override string Get(string sha256, string path, CancellationToken ct)
    {
        try
        {
            return Wait(() => _s3.DownloadAsync(_place.Bucket!, Key(sha256), etag: null, path, ct));
        }
        catch (MlOpsException e) when (e.InnerException is S3Refusal { Status: HttpStatusCode.NotFound, Code: not "NoSuchBucket" })
        {
            throw Missing(sha256, e);
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<Artifact> List(CancellationToken ct) => Wait(async () =>
    {
        var found = new List<Artifact>();
        await foreach (var item in _s3.ListAsync(_place.Bucket!, _prefix, ct))
        {
            if (HashIn(item.Key[_prefix.Length..]) is { } hash)
            {
                found.Add(new(hash, item.Bytes, item.Written));
            }
        }

        return found;
    });

    /// <inheritdoc/>
    public override void Remove(string sha256, DateTime before, CancellationToken ct) => Wait(async () =>
    {
        if (await _s3.FindAsync(_place.Bucket!, Key(sha256), ct) is { } known && known.Written < before)
        {
            await _s3.DeleteAsync(_place.Bucket!, Key(sha256), ct);
        }

        return 0;
    });

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _s3.Dispose();
        }

        base.Dispose(disposing);
    }

    private string Key(string sha256) => _prefix + PathOf(sha256);

    private T Wait<T>(Func<Task<T>> requests)
    {
        try
        {
            return Task.Run(requests).GetAwaiter().GetResult();
        }
        catch (S3Refusal e)
        {
            throw new MlOpsException(Rules.ArtifactsFailed, Location.None, $"an artifact of the registry, in {_place}, {e.Message}", e);
        }
    }
}
