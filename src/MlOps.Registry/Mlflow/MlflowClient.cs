using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlOps.Registry.Mlflow;

/// <summary>
/// Requests to MLflow's REST API 2.0 and to its proxy for artifacts. They are sent again after failures that pass, as MLflow's own client does.
/// Redirects are not followed: the sign-in goes to the server that the user named and nowhere else.
/// </summary>
/// <remarks>https://mlflow.org/docs/latest/api_reference/rest-api.html</remarks>
internal sealed class MlflowClient : IDisposable
{
    private const int MostAttempts = 5;
    private const int MostAnswerBytes = 64 << 20;
    private const int MostWords = 400;
    private const int BufferBytes = 1 << 17;
    private const string Api = "api/2.0/mlflow/";
    private const string Artifacts = "api/2.0/mlflow-artifacts/artifacts/";

    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LargestFile = TimeSpan.FromMinutes(30);

    private readonly MlflowSettings _settings;
    private readonly Func<TimeSpan, CancellationToken, Task> _wait;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(15) }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Names a server; nothing is asked yet.</summary>
    /// <param name="settings">The server and who signs in to it.</param>
    /// <param name="wait">Waits before a request is sent again.</param>
    public MlflowClient(MlflowSettings settings, Func<TimeSpan, CancellationToken, Task> wait)
    {
        (_settings, _wait) = (settings, wait);
        _http.DefaultRequestHeaders.UserAgent.Add(new("mlops", null));
        _http.DefaultRequestHeaders.Authorization = settings.SignIn;
    }

    /// <summary>Asks for something.</summary>
    /// <param name="call">Such as <c>runs/get</c>.</param>
    /// <param name="query">The parameters.</param>
    /// <param name="ct">Ends the request.</param>
    /// <exception cref="MlflowRefusal">The server refuses.</exception>
    /// <exception cref="HttpRequestException">It cannot be reached, or is not MLflow.</exception>
    public Task<JsonElement> GetAsync(string call, IReadOnlyList<(string Name, string Value)> query, CancellationToken ct)
    {
        var asked = string.Join('&', query.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));
        return SendAsync(() => new(HttpMethod.Get, new Uri(_settings.Server, $"{Api}{call}?{asked}")), isRepeatable: true, ct);
    }

    /// <summary>Changes something.</summary>
    /// <param name="method">POST, PATCH or DELETE; all of them carry their parameters as JSON.</param>
    /// <param name="call">Such as <c>runs/create</c>.</param>
    /// <param name="body">The parameters.</param>
    /// <param name="ct">Ends the request.</param>
    /// <param name="isRepeatable">False where a second request would change something more.</param>
    /// <exception cref="MlflowRefusal">The server refuses.</exception>
    /// <exception cref="HttpRequestException">It cannot be reached, or is not MLflow; whether the change was made is not known.</exception>
    public Task<JsonElement> SendAsync(HttpMethod method, string call, JsonObject body, CancellationToken ct, bool isRepeatable = true)
    {
        var json = body.ToJsonString();
        return SendAsync(() => new(method, new Uri(_settings.Server, Api + call)) { Content = new StringContent(json, Json) }, isRepeatable, ct);
    }

    /// <summary>Writes an artifact, replacing what was there.</summary>
    /// <param name="path">Below the server's artifacts, with '/'.</param>
    /// <param name="open">Opens its content.</param>
    /// <param name="ct">Ends the request.</param>
    public Task UploadAsync(string path, Func<Stream> open, CancellationToken ct) => WithResponseAsync(
        () => new(HttpMethod.Put, AddressOf(path))
        {
            Content = new StreamContent(open()) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } },
        },
        LargestFile,
        isRepeatable: true,
        (_, _) => Task.FromResult(true),
        ct);

    /// <summary>Reads an artifact.</summary>
    /// <param name="path">Below the server's artifacts, with '/'.</param>
    /// <param name="open">Makes the stream that receives it; called again for another attempt.</param>
    /// <param name="mostBytes">A longer one is given up.</param>
    /// <param name="ct">Ends the request.</param>
    /// <returns>SHA-256 of what was received, 64 hexadecimal digits; null for one that is longer.</returns>
    public Task<string?> DownloadAsync(string path, Func<Stream> open, long mostBytes, CancellationToken ct) => WithResponseAsync(
        () => new(HttpMethod.Get, AddressOf(path)),
        LargestFile,
        isRepeatable: true,
        async (response, clock) =>
        {
            await using var source = await response.Content.ReadAsStreamAsync(clock);
            await using var target = open();
            return await CopyAsync(source, target, mostBytes, clock);
        },
        ct);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static async Task<string?> CopyAsync(Stream source, Stream target, long mostBytes, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        for (var bytes = 0L; await source.ReadAsync(buffer, ct) is var read and > 0;)
        {
            if ((bytes += read) > mostBytes)
            {
                return null;
            }

            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private Uri AddressOf(string path) => new(_settings.Server, Artifacts + string.Join('/', path.Split('/').Select(Uri.EscapeDataString)));

    private Task<JsonElement> SendAsync(Func<HttpRequestMessage> request, bool isRepeatable, CancellationToken ct) => WithResponseAsync(
        request,
        Patience,
        isRepeatable,
        async (response, clock) =>
        {
            await response.Content.LoadIntoBufferAsync(MostAnswerBytes, clock);
            try
            {
                using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(clock));
                return document.RootElement.Clone();
            }
            catch (JsonException e)
            {
                throw new HttpRequestException("its answer is not MLflow's: no JSON", e);
            }
        },
        ct);

    private async Task<T> WithResponseAsync<T>(
        Func<HttpRequestMessage> request, TimeSpan patience, bool isRepeatable, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var clock = CancellationTokenSource.CreateLinkedTokenSource(ct);
            clock.CancelAfter(patience);
            try
            {
                using var message = request();
                using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, clock.Token);
                if (response.IsSuccessStatusCode)
                {
                    return await read(response, clock.Token);
                }

                if (!isRepeatable || !Passes(response.StatusCode) || attempt == MostAttempts)
                {
                    throw await RefusalAsync(response, clock.Token);
                }
            }
            catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
            {
                throw new HttpRequestException(string.Create(CultureInfo.InvariantCulture, $"no answer within {patience.TotalSeconds:0} s"), e);
            }
            catch (Exception e) when (e is HttpRequestException or HttpIOException && isRepeatable && attempt < MostAttempts)
            {
                // sent again below
            }

            await _wait(FirstPause * Math.Pow(2, attempt - 1), ct);
        }
    }

    private static bool Passes(HttpStatusCode status) => status
        is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError
        or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private async Task<MlflowRefusal> RefusalAsync(HttpResponseMessage response, CancellationToken ct)
    {
        await response.Content.LoadIntoBufferAsync(MostAnswerBytes, ct);
        var words = await response.Content.ReadAsStringAsync(ct);
        try
        {
            using var document = JsonDocument.Parse(words);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("error_code", out var code)
                ? new(response.StatusCode, code.ToString(), document.RootElement.TryGetProperty("message", out var message) ? Harmless(message.ToString()) : "")
                : new(response.StatusCode, "", "");
        }
        catch (JsonException)
        {
            return new(response.StatusCode, "", ""); // a page of a proxy, or of another program
        }
    }

    // what a server says may hold what was sent to it
    private string Harmless(string words)
    {
        var line = string.Concat(words.Split('\n')[0].Where(letter => !char.IsControl(letter)));
        var shown = _settings.Secrets.Aggregate(line, (text, secret) => text.Replace(secret, "***", StringComparison.Ordinal));
        return shown.Length <= MostWords ? shown : shown[..MostWords] + "…";
    }
}
