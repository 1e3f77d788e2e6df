namespace Octokit.Internal;

public class Request : IRequest
{
    public object? Body { get; set; }

    public Dictionary<string, string> Headers { get; } = [];

    public HttpMethod Method { get; set; } = HttpMethod.Get;

    public Uri BaseAddress { get; set; } = null!;

    public Uri Endpoint { get; set; } = null!;

    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    public string? ContentType { get; set; }
}
