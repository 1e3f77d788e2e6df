using Octokit.Internal;

namespace Octokit;

/// <summary>Signs requests and turns refusals into exceptions.</summary>
public class Connection(ProductHeaderValue productInformation, Uri baseAddress, ICredentialStore credentialStore, IHttpClient httpClient, IJsonSerializer serializer) : IConnection
{
    private const string Accept = "application/vnd.github+json";

    public Uri BaseAddress => baseAddress;

    public ICredentialStore CredentialStore => credentialStore;

    /// <summary>Sends a request with JSON, and reads the answer.</summary>
    internal async Task<(T Value, IResponse Response)> SendAsync<T>(HttpMethod method, string path, object? body = null)
    {
        var response = await SendAsync(new Request
        {
            Method = method,
            Endpoint = new(path, UriKind.RelativeOrAbsolute),
            Body = body is null ? null : serializer.Serialize(body),
            ContentType = body is null ? null : "application/json",
        });
        return (serializer.Deserialize<T>((string)response.Body)!, response);
    }

    /// <summary>Sends a request.</summary>
    internal async Task<IResponse> SendAsync(Request request, CancellationToken ct = default)
    {
        request.BaseAddress = baseAddress;
        request.Headers["Accept"] = Accept;
        request.Headers["User-Agent"] = productInformation.ToString();
        var credentials = await credentialStore.GetCredentials();
        request.Headers["Authorization"] = $"{(credentials.AuthenticationType == AuthenticationType.Bearer ? "Bearer" : "Token")} {credentials.Password}";
        var response = await httpClient.Send(request, ct);
        return (int)response.StatusCode < 400 ? response : throw ExceptionOf(response);
    }

    private static ApiException ExceptionOf(IResponse response) => (int)response.StatusCode switch
    {
        401 => new AuthorizationException(response),
        403 => Forbidden(response),
        404 => new NotFoundException(response),
        422 => new ApiValidationException(response),
        _ => new ApiException(response),
    };

    private static ForbiddenException Forbidden(IResponse response)
    {
        var body = response.Body as string ?? "";
        return body.Contains("secondary rate limit", StringComparison.OrdinalIgnoreCase) ? new SecondaryRateLimitExceededException(response)
            : body.Contains("rate limit exceeded", StringComparison.OrdinalIgnoreCase) ? new RateLimitExceededException(response)
            : new ForbiddenException(response);
    }
}
