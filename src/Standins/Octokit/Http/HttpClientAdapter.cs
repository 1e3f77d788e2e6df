namespace Octokit.Internal;

/// <summary>Sends requests by <see cref="HttpClient"/>, and follows redirects of reads without taking the token to another host.</summary>
public class HttpClientAdapter(Func<HttpMessageHandler> getHandler) : IHttpClient
{
    private const int MaxRedirects = 3;

    private readonly HttpClient _http = new(getHandler());

    public async Task<IResponse> Send(IRequest request, CancellationToken cancellationToken, Func<object, object>? preprocessResponseBody = null)
    {
        using var clock = new CancellationTokenSource();
        if (request.Timeout != TimeSpan.Zero)
        {
            clock.CancelAfter(request.Timeout);
        }

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, clock.Token);
        using var response = await SendAsync(request, new(request.BaseAddress, request.Endpoint), MaxRedirects, ends.Token);
        object body = await response.Content.ReadAsStringAsync(ends.Token);
        return new Response(
            response.StatusCode,
            preprocessResponseBody?.Invoke(body) ?? body,
            response.Headers.ToDictionary(header => header.Key, header => header.Value.First(), StringComparer.OrdinalIgnoreCase),
            response.Content.Headers.ContentType?.MediaType ?? "");
    }

    public void SetRequestTimeout(TimeSpan timeout) => _http.Timeout = timeout;

    public void Dispose()
    {
        _http.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task<HttpResponseMessage> SendAsync(IRequest request, Uri address, int redirects, CancellationToken ct)
    {
        using var message = new HttpRequestMessage(request.Method, address) { Content = Content(request) };
        foreach (var (name, value) in request.Headers.Where(header => header.Key != "Authorization" || address.Host == request.BaseAddress.Host))
        {
            _ = message.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await _http.SendAsync(message, HttpCompletionOption.ResponseContentRead, ct);
        var isRedirect = (int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is not null;
        if (!isRedirect || redirects == 0 || request.Method != HttpMethod.Get)
        {
            return response;
        }

        using (response)
        {
            return await SendAsync(request, new(address, response.Headers.Location!), redirects - 1, ct);
        }
    }

    private static HttpContent? Content(IRequest request)
    {
        HttpContent? content = request.Body switch
        {
            null => null,
            Stream stream => new StreamContent(stream),
            string text => new StringContent(text),
            _ => throw new InvalidOperationException($"A body of {request.Body.GetType()} cannot be sent."),
        };
        if (content is not null)
        {
            content.Headers.ContentType = new(request.ContentType ?? "application/json");
        }

        return content;
    }
}
