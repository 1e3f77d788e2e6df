using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using MlOps.Diagnostics;
using MlOps.Remote;

namespace MlOps.Storage.Remote;

/// <summary>Files at https:// addresses. Redirects are followed here, so that none leads to an address that is not encrypted.</summary>
/// <param name="patience">How long an answer may take to begin.</param>
internal sealed class WebObjects(TimeSpan patience) : RemoteObjects
{
    private const int MostRedirects = 10;

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(15) }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <inheritdoc/>
    public override async Task<RemoteAnswer> GetAsync(RemoteAddress address, Validators? known, (string ETag, long Bytes)? cut, CancellationToken ct)
    {
        var target = new Uri(address.Text);
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            var response = await SendAsync(address, target, known, cut, ct);
            if (response.Headers.Location is { } location && (int)response.StatusCode is >= 300 and < 400 and not 304)
            {
                using (response)
                {
                    target = Follow(address, target, location);
                }

                continue;
            }

            return Answer(address, response, cut);
        }

        throw RemoteFailures.Failed(address, "redirects without end");
    }

    /// <inheritdoc/>
    public override void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(RemoteAddress address, Uri target, Validators? known, (string ETag, long Bytes)? cut, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, target);
        request.Headers.UserAgent.Add(new("mlops", null));
        request.Headers.AcceptEncoding.Add(new("identity")); // sizes, ranges and hashes are of the file itself
        if (cut is { } partial)
        {
            request.Headers.Range = new RangeHeaderValue(partial.Bytes, null);
            _ = request.Headers.TryAddWithoutValidation("If-Range", partial.ETag);
        }
        else if (known?.ETag is { } etag)
        {
            _ = request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        }
        else if (known?.Modified is { } modified)
        {
            _ = request.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
        }

        using var clock = CancellationTokenSource.CreateLinkedTokenSource(ct);
        clock.CancelAfter(patience);
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, clock.Token);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.SecureConnectionError)
        {
            throw RemoteFailures.Failed(address, $"has no certificate that this machine trusts ({e.InnerException?.Message ?? e.Message})", e);
        }
        catch (HttpRequestException e)
        {
            throw new TransientFailure($"cannot be reached ({e.Message}); check the network and HTTPS_PROXY", e);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new TransientFailure(string.Create(CultureInfo.InvariantCulture, $"does not answer within {patience.TotalSeconds:0.#} s"), e);
        }
    }

    private static RemoteAnswer Answer(RemoteAddress address, HttpResponseMessage response, (string ETag, long Bytes)? cut)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.NotModified:
                response.Dispose();
                return new(AnswerKind.Unchanged);
            case HttpStatusCode.RequestedRangeNotSatisfiable or HttpStatusCode.PreconditionFailed when cut is not null:
                response.Dispose();
                return new(AnswerKind.Replaced);
            case HttpStatusCode.PartialContent when cut is { } partial:
                if (response.Content.Headers.ContentRange is not { } range || range.From != partial.Bytes)
                {
                    response.Dispose();
                    return new(AnswerKind.Replaced); // a part that does not fit
                }

                return Body(AnswerKind.Rest, response, range.Length);
            case HttpStatusCode.OK:
                return Checked(address, response);
            default:
                using (response)
                {
                    throw Refusal(address, response);
                }
        }
    }

    private static RemoteAnswer Checked(RemoteAddress address, HttpResponseMessage response)
    {
        var content = response.Content.Headers;
        if (content.ContentType?.MediaType == "text/html" || content.ContentEncoding.Any(encoding => encoding != "identity"))
        {
            using (response)
            {
                throw RemoteFailures.Failed(address, content.ContentType?.MediaType == "text/html"
                    ? "is a web page; name the address of the file itself, as the page's download link has it"
                    : $"is sent packed ({string.Join(", ", content.ContentEncoding)}), though that was not asked for; name an address that sends the file as it is");
            }
        }

        return Body(AnswerKind.Whole, response, content.ContentLength);
    }

    private static RemoteAnswer Body(AnswerKind kind, HttpResponseMessage response, long? bytes) => new(kind, response)
    {
        Body = response.Content.ReadAsStream(),
        Bytes = bytes,
        Validators = new(
            response.Headers.ETag?.ToString(),
            response.Content.Headers.LastModified?.ToString("R", CultureInfo.InvariantCulture)),
    };

    private static Exception Refusal(RemoteAddress address, HttpResponseMessage response)
    {
        var status = string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode}");
        return response.StatusCode switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.Gone => RemoteFailures.NotThere(address),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => RemoteFailures.Failed(
                address, $"may not be read ({status}); where it is private, give a signed address in an environment variable: ${{{{ env.NAME }}}}"),
            HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => new TransientFailure($"answers {status}; try again later")
            {
                RetryAfter = response.Headers.RetryAfter?.Delta,
            },
            _ => RemoteFailures.Failed(address, $"answers {status}"),
        };
    }

    private static Uri Follow(RemoteAddress address, Uri from, Uri location)
    {
        var target = new Uri(from, location);
        return target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && from.Scheme == Uri.UriSchemeHttp && RemoteAddress.IsThisMachine(target))
            ? target
            : throw RemoteFailures.Failed(address, $"redirects to an address that is not encrypted ({target.Scheme}://{target.Host})");
    }
}
