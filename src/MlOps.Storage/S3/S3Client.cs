using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace MlOps.Storage.S3;

/// <summary>
/// The requests that are made of an S3-compatible store. An upload is signed with its SHA-256, so that the store takes it only as it was read; a
/// large one goes up in parts.
/// </summary>
/// <param name="settings">How the store is reached.</param>
/// <param name="partBytes">Size of a part; larger files go up in parts of it. 5 MiB at least.</param>
internal sealed class S3Client(S3Settings settings, long partBytes = S3Client.DefaultPartBytes) : IDisposable
{
    // S3 takes 10,000 parts: files of up to 640 GB
    private const long DefaultPartBytes = 64L << 20;
    private const int PartsAtOnce = 2;
    private const int MostAttempts = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly AmazonS3Client _client = Create(settings);

    /// <summary>Asks for an object.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The object's key.</param>
    /// <param name="unlessETag">Answered with 304 where the object is this one; null to be sent it in any case.</param>
    /// <param name="rest">The ETag that the object must have, and the first byte that is wanted; null for all of it.</param>
    /// <param name="ct">Ends the request.</param>
    /// <exception cref="S3Refusal">The store does not give it.</exception>
    public Task<GetObjectResponse> OpenAsync(string bucket, string key, string? unlessETag, (string ETag, long Bytes)? rest, CancellationToken ct) => GuardAsync(() => _client.GetObjectAsync(
        new GetObjectRequest
        {
            BucketName = bucket,
            Key = key,
            EtagToNotMatch = unlessETag,
            EtagToMatch = rest?.ETag,
            ByteRange = rest is { } part ? new ByteRange(string.Create(CultureInfo.InvariantCulture, $"bytes={part.Bytes}-")) : null,
        },
        ct));

    /// <summary>Writes an object to a file.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The object's key.</param>
    /// <param name="etag">The ETag that it must have; null for any.</param>
    /// <param name="path">Full path of the file, which is not there yet.</param>
    /// <param name="ct">Ends the request.</param>
    /// <returns>SHA-256 of what was written.</returns>
    /// <exception cref="S3Refusal">The store does not give it.</exception>
    public async Task<string> DownloadAsync(string bucket, string key, string? etag, string path, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await DownloadOnceAsync(bucket, key, etag, path, ct);
            }
            catch (S3Refusal e) when (e.IsTransient && attempt < MostAttempts)
            {
                await Task.Delay(Pause * attempt, ct);
            }
        }
    }

    /// <summary>What is known of an object; null where there is none.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The object's key.</param>
    /// <param name="ct">Ends the request.</param>
    public async Task<S3Item?> FindAsync(string bucket, string key, CancellationToken ct)
    {
        try
        {
            var found = await GuardAsync(() => _client.GetObjectMetadataAsync(bucket, key, ct));
            return new(key, found.ContentLength, found.ETag ?? "", found.LastModified?.ToUniversalTime() ?? DateTime.MinValue);
        }
        catch (S3Refusal e) when (e.Status == HttpStatusCode.NotFound && e.Code != "NoSuchBucket")
        {
            return null;
        }
    }

    /// <summary>Uploads a file.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The object's key.</param>
    /// <param name="path">Full path of the file.</param>
    /// <param name="ct">Stops it; the store keeps nothing.</param>
    /// <exception cref="S3Refusal">The store does not take it.</exception>
    public Task UploadAsync(string bucket, string key, string path, CancellationToken ct) => GuardAsync(async () =>
    {
        if (new FileInfo(path).Length > partBytes)
        {
            await UploadPartsAsync(bucket, key, path, ct);
        }
        else
        {
            _ = await _client.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, FilePath = path, UseChunkEncoding = false, ContentType = "application/octet-stream" }, ct);
        }

        return 0;
    });

    /// <summary>All objects whose keys begin with a text, in the order of their keys.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="prefix">What the keys begin with.</param>
    /// <param name="ct">Ends the requests.</param>
    /// <exception cref="S3Refusal">The store does not list them.</exception>
    public async IAsyncEnumerable<S3Item> ListAsync(string bucket, string prefix, [EnumeratorCancellation] CancellationToken ct)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix };
        do
        {
            var page = await GuardAsync(() => _client.ListObjectsV2Async(request, ct));
            foreach (var item in page.S3Objects ?? [])
            {
                yield return new(item.Key, item.Size ?? 0, item.ETag ?? "", item.LastModified?.ToUniversalTime() ?? DateTime.MinValue);
            }

            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    /// <summary>Removes an object, where it is there.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The object's key.</param>
    /// <param name="ct">Ends the request.</param>
    public Task DeleteAsync(string bucket, string key, CancellationToken ct) => GuardAsync(() => _client.DeleteObjectAsync(bucket, key, ct));

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<string> DownloadOnceAsync(string bucket, string key, string? etag, string path, CancellationToken ct)
    {
        using var response = await GuardAsync(() => _client.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key, EtagToMatch = etag }, ct));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var target = new FileStream(path, FileMode.Create, FileAccess.Write);
        var buffer = new byte[1 << 16];
        while (await GuardAsync(() => response.ResponseStream.ReadAsync(buffer, ct).AsTask()) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private async Task UploadPartsAsync(string bucket, string key, string path, CancellationToken ct)
    {
        var upload = (await _client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = bucket, Key = key, ContentType = "application/octet-stream" }, ct)).UploadId;
        try
        {
            var bytes = new FileInfo(path).Length;
            var parts = new PartETag[(bytes + partBytes - 1) / partBytes];
            await Parallel.ForAsync(0, parts.Length, new ParallelOptions { MaxDegreeOfParallelism = PartsAtOnce, CancellationToken = ct }, async (index, stop) =>
            {
                var response = await _client.UploadPartAsync(
                    new UploadPartRequest
                    {
                        BucketName = bucket,
                        Key = key,
                        UploadId = upload,
                        PartNumber = index + 1,
                        FilePath = path,
                        FilePosition = index * partBytes,
                        PartSize = Math.Min(partBytes, bytes - (index * partBytes)),
                        UseChunkEncoding = false,
                    },
                    stop);
                parts[index] = new(index + 1, response.ETag);
            });
            _ = await _client.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = bucket, Key = key, UploadId = upload, PartETags = [.. parts] }, ct);
        }
        catch
        {
            // parts that are left behind are paid for
            _ = await _client.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = bucket, Key = key, UploadId = upload }, CancellationToken.None);
            throw;
        }
    }

    private static AmazonS3Client Create(S3Settings settings)
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = settings.HasPathStyle,
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = 4,
            Timeout = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(15),

            // other checksums travel as trailers, which stores but AWS's own mostly refuse; SHA-256 is in the signature
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (settings.Profile is { } profile)
        {
            config.Profile = new Profile(profile);
        }

        if (settings.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = settings.Region ?? S3Settings.RegionOtherwise;
        }
        else if (settings.Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
        else if (config.RegionEndpoint is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(S3Settings.RegionOtherwise);
        }

        return settings.IsAnonymous ? new(new AnonymousAWSCredentials(), config)
            : settings is not { AccessKey: { } access, SecretKey: { } secret } ? new(config)
            : settings.SessionToken is { } session ? new(new SessionAWSCredentials(access, secret, session), config)
            : new(new BasicAWSCredentials(access, secret), config);
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> request)
    {
        try
        {
            return await request();
        }
        catch (AmazonS3Exception e)
        {
            throw new S3Refusal(Meaning(e), e)
            {
                Status = e.StatusCode,
                Code = e.ErrorCode,
                IsTransient = (int)e.StatusCode is 0 or 408 or 429 or >= 500 || e.ErrorCode is "SlowDown" or "RequestTimeout",
            };
        }
        catch (AmazonClientException e)
        {
            throw new S3Refusal($"cannot be asked for, as there are no keys for {settings}; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or AWS_NO_SIGN_REQUEST=1 where everybody may read", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or WebException or TimeoutException)
        {
            throw new S3Refusal($"cannot be reached at {settings} ({e.Message}); check the network, AWS_ENDPOINT_URL and HTTPS_PROXY", e) { IsTransient = true };
        }
    }

    private string Meaning(AmazonS3Exception e) => e.ErrorCode switch
    {
        "NoSuchBucket" => "is in a bucket that is not there",
        "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "ExpiredToken" or "InvalidToken" =>
            $"is refused by {settings}, which does not take the keys ({e.ErrorCode}); check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or the profile",
        "AccessDenied" or "Forbidden" => $"is refused by {settings}: the keys, or the lack of them, do not allow it (AccessDenied)",
        "PermanentRedirect" or "AuthorizationHeaderMalformed" => $"is in another region than {settings.Region ?? S3Settings.RegionOtherwise}; set AWS_REGION to that of the bucket",
        _ => string.Create(CultureInfo.InvariantCulture, $"gets the answer {(int)e.StatusCode} ({e.ErrorCode}) from {settings}; try again later"),
    };
}
