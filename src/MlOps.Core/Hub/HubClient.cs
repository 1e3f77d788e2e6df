using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using MlOps.Diagnostics;

namespace MlOps.Hub;

/// <summary>
/// The requests that are made of the hub. The token goes to the endpoint's own host and nowhere else; redirects are followed here, so that
/// none takes it along.
/// </summary>
/// <param name="settings">Where the hub is.</param>
/// <param name="failures">Says what refusals mean.</param>
/// <param name="wait">Waits before a request is sent again.</param>
internal sealed class HubClient(HubSettings settings, HubFailures failures, Func<TimeSpan, CancellationToken, Task> wait) : IDisposable
{
    private const int MostAttempts = 5;
    private const int MostRedirects = 5;
    private const int MostAnswerBytes = 32 << 20;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    /// <summary>How long an answer may take to begin, and how long a download may stand still.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(15) }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Asks for a model's commit and files.</summary>
    /// <param name="id">The model.</param>
    /// <param name="revision">A branch, tag or commit of it.</param>
    /// <param name="ct">Ends the request.</param>
    /// <exception cref="MlOpsException">MLOPS2002: it is not there. MLOPS2014: the hub refuses it, or cannot be reached.</exception>
    public async Task<HubListing> ListAsync(HubId id, string revision, CancellationToken ct)
    {
        var address = Address($"/api/models/{id.Name}/revision/{Uri.EscapeDataString(revision)}?blobs=true");
        using var response = await SendAsync(id, HttpMethod.Get, address, from: 0, mayRedirect: true, ct);
        try
        {
            using var clock = Clock(ct);
            await response.Content.LoadIntoBufferAsync(MostAnswerBytes, clock.Token);
            var model = JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(clock.Token), HubJson.Default.HubAnswer);
            return model is { Sha: { } commit, Siblings: { } files } && HubId.IsHash(commit)
                ? new(commit, [.. files.Where(file => file.Rfilename is not null).Select(file => new HubFile(file.Rfilename!, file.Lfs?.Size ?? file.Size, file.Lfs?.Sha256))])
                : throw NotTheHub("its answer names no commit and files");
        }
        catch (JsonException e)
        {
            throw NotTheHub("its answer is not JSON", e);
        }
        catch (HttpRequestException e)
        {
            throw failures.Unreachable(id, e);
        }
    }

    /// <summary>Asks what a file is and where its bytes are.</summary>
    /// <param name="id">The model.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="name">The file.</param>
    /// <param name="ct">Ends the request.</param>
    /// <exception cref="MlOpsException">MLOPS2002: it is not there. MLOPS2014: the hub refuses it, or cannot be reached.</exception>
    public async Task<HubFileFacts> DescribeAsync(HubId id, string commit, string name, CancellationToken ct)
    {
        var address = Address($"/{id.Name}/resolve/{commit}/{Uri.EscapeDataString(name)}");
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            using var response = await SendAsync(id, HttpMethod.Head, address, from: 0, mayRedirect: false, ct);
            var target = response.Headers.Location is { } location ? new Uri(address, location) : null;
            if (target is not null && IsHub(target) && Header(response, "X-Linked-Etag") is null)
            {
                address = target; // a model that was renamed
                continue;
            }

            if (Header(response, "X-Repo-Commit") is { } said && said != commit)
            {
                throw NotTheHub($"it answers for commit {said} instead of {commit}");
            }

            var etag = (Header(response, "X-Linked-Etag") ?? Header(response, "ETag"))?.Replace("W/", "", StringComparison.Ordinal).Trim('"');
            var bytes = Header(response, "X-Linked-Size") is { } linked && long.TryParse(linked, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                ? size
                : response.Content.Headers.ContentLength;
            return etag is not null && BlobHash.IsKnown(etag) && bytes is >= 0
                ? new(etag, bytes.Value, address)
                : throw NotTheHub($"it gives no hash and size of {name}");
        }

        throw NotTheHub("it redirects without end");
    }

    /// <summary>Begins to download a file.</summary>
    /// <param name="id">The model.</param>
    /// <param name="source">Where its bytes are.</param>
    /// <param name="from">The first byte that is wanted.</param>
    /// <param name="ct">Ends the request.</param>
    /// <returns>200 with all of it, 206 with the rest, or 416 where there is no such byte.</returns>
    public Task<HttpResponseMessage> DownloadAsync(HubId id, Uri source, long from, CancellationToken ct) =>
        SendAsync(id, HttpMethod.Get, source, from, mayRedirect: true, ct);

    /// <summary>Waits before the next attempt.</summary>
    /// <param name="attempt">The one that failed, from 1.</param>
    /// <param name="ct">Ends the waiting.</param>
    public Task PauseAsync(int attempt, CancellationToken ct) => wait(FirstPause * Math.Pow(2, attempt - 1), ct);

    /// <summary>A token that ends what takes too long.</summary>
    /// <param name="ct">Ends it before.</param>
    public static CancellationTokenSource Clock(CancellationToken ct)
    {
        var clock = CancellationTokenSource.CreateLinkedTokenSource(ct);
        clock.CancelAfter(Patience);
        return clock;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HubId id, HttpMethod method, Uri address, long from, bool mayRedirect, CancellationToken ct)
    {
        for (var (attempt, hops) = (1, 0); ; attempt++)
        {
            HttpResponseMessage? response = null;
            try
            {
                response = await SendOnceAsync(method, address, from, ct);
                if (mayRedirect && response.Headers.Location is { } location && (int)response.StatusCode is >= 300 and < 400)
                {
                    response.Dispose();
                    (address, hops, attempt) = (Follow(address, location), hops + 1, 0);
                    if (hops > MostRedirects)
                    {
                        throw NotTheHub("it redirects without end");
                    }

                    continue;
                }

                if ((int)response.StatusCode < 400 || response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
                {
                    return response;
                }

                if (attempt == MostAttempts || PauseAfter(response, attempt) is not { } pause)
                {
                    using (response)
                    {
                        throw IsHub(address) ? failures.Of(id, response) : failures.OfStorage(id, response);
                    }
                }

                response.Dispose();
                await wait(pause, ct);
            }
            catch (HttpRequestException e) when (attempt == MostAttempts)
            {
                throw failures.Unreachable(id, e);
            }
            catch (HttpRequestException)
            {
                await PauseAsync(attempt, ct);
            }
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpMethod method, Uri address, long from, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.UserAgent.Add(new("mlops", null));
        request.Headers.AcceptEncoding.Add(new("identity")); // sizes and ranges are of the file itself
        if (from > 0)
        {
            request.Headers.Range = new RangeHeaderValue(from, null);
        }

        if (IsHub(address) && settings.Token() is { } token)
        {
            request.Headers.Authorization = AuthenticationHeaderValue.TryParse($"Bearer {token}", out var bearer)
                ? bearer
                : throw HubFailures.Failed("the token in HF_TOKEN, or in the file token of HF_HOME, holds letters that no token has");
        }

        using var clock = Clock(ct);
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, clock.Token);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new HttpRequestException(string.Create(CultureInfo.InvariantCulture, $"no answer within {Patience.TotalSeconds:0} s"), e);
        }
    }

    private static TimeSpan? PauseAfter(HttpResponseMessage response, int attempt)
    {
        var pause = FirstPause * Math.Pow(2, attempt - 1);
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            var asked = response.Headers.RetryAfter?.Delta ?? pause;
            return asked <= LongestPause ? asked : null;
        }

        return (int)response.StatusCode >= 500 || response.StatusCode == HttpStatusCode.RequestTimeout ? pause : null;
    }

    private Uri Follow(Uri from, Uri location)
    {
        var target = new Uri(from, location);
        return target.Scheme == from.Scheme || target.Scheme == Uri.UriSchemeHttps
            ? target
            : throw NotTheHub($"it redirects from {from.Scheme} to {target.Scheme}");
    }

    private bool IsHub(Uri address) => address.Scheme == settings.Endpoint.Scheme && address.Authority == settings.Endpoint.Authority;

    private Uri Address(string path) => new(settings.Endpoint.AbsoluteUri.TrimEnd('/') + path);

    private MlOpsException NotTheHub(string why, Exception? inner = null) => HubFailures.Failed($"{settings.Endpoint} does not answer as a hub does: {why}; check HF_ENDPOINT", inner);

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
