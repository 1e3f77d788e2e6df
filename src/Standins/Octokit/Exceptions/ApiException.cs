using System.Net;
using System.Runtime.Serialization;
using Octokit.Internal;

namespace Octokit;

/// <summary>GitHub refused a request.</summary>
public class ApiException(IResponse response) : Exception
{
    public HttpStatusCode StatusCode => response.StatusCode;

    public IResponse HttpResponse => response;

    public ApiError ApiError { get; } = Read(response.Body as string);

    public override string Message => ApiError.Message is { Length: > 0 } message ? message : "An error occurred with this API request";

    // a gateway's answer may be a page
    private static ApiError Read(string? body)
    {
        try
        {
            return string.IsNullOrEmpty(body) ? new() : new SimpleJsonSerializer().Deserialize<ApiError>(body) ?? new();
        }
        catch (SerializationException)
        {
            return new();
        }
    }
}
