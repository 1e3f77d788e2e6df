using System.Text.Json.Serialization;

namespace Octokit;

public class ApiError
{
    [JsonInclude]
    public string Message { get; private set; } = null!;

    [JsonInclude]
    public string DocumentationUrl { get; private set; } = null!;

    [JsonInclude]
    public IReadOnlyList<ApiErrorDetail> Errors { get; private set; } = null!;
}
