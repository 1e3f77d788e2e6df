using System.Text.Json.Serialization;

namespace Octokit;

public class ApiErrorDetail
{
    [JsonInclude]
    public string Message { get; private set; } = null!;

    [JsonInclude]
    public string Code { get; private set; } = null!;

    [JsonInclude]
    public string Field { get; private set; } = null!;

    [JsonInclude]
    public string Resource { get; private set; } = null!;
}
