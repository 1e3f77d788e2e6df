using System.Net;
using MlOps.Diagnostics;
using MlOps.Remote;
using MlOps.Storage.Remote;

namespace MlOps.Storage.S3;

/// <summary>Objects at s3:// addresses.</summary>
/// <param name="s3">The store; the caller's.</param>
internal sealed class S3Objects(S3Client s3) : RemoteObjects
{
    /// <inheritdoc/>
    public override async Task<RemoteAnswer> GetAsync(RemoteAddress address, Validators? known, (string ETag, long Bytes)? cut, CancellationToken ct)
    {
        try
        {
            var response = await s3.OpenAsync(address.Bucket!, address.Path, cut is null ? known?.ETag : null, cut, ct);
            var isRest = response.HttpStatusCode == HttpStatusCode.PartialContent;
            return new(isRest ? AnswerKind.Rest : AnswerKind.Whole, response)
            {
                Body = response.ResponseStream,
                Bytes = isRest ? cut!.Value.Bytes + response.ContentLength : response.ContentLength,
                Validators = new(response.ETag, null),
            };
        }
        catch (S3Refusal e) when (e.Status == HttpStatusCode.NotModified)
        {
            return new(AnswerKind.Unchanged);
        }
        catch (S3Refusal e) when (cut is not null && e.Status is HttpStatusCode.PreconditionFailed or HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            return new(AnswerKind.Replaced);
        }
        catch (S3Refusal e) when (e.IsTransient)
        {
            throw new TransientFailure(e.Message, e);
        }
        catch (S3Refusal e)
        {
            throw Explain(address, e);
        }
    }

    /// <summary>The failure that a refusal is.</summary>
    /// <param name="address">What was asked for.</param>
    /// <param name="refusal">What the store answered.</param>
    public static MlOpsException Explain(RemoteAddress address, S3Refusal refusal) => refusal.Status == HttpStatusCode.NotFound
        ? RemoteFailures.NotThere(address, refusal.Code == "NoSuchBucket" ? "bucket" : "object")
        : RemoteFailures.Failed(address, refusal.Message, refusal);

    /// <inheritdoc/>
    public override void Dispose()
    {
    }
}
