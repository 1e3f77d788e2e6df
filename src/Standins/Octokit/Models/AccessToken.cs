using System.Text.Json.Serialization;

namespace Octokit;

public class AccessToken
{
    [JsonInclude]
    public string Token { get; private set; } = null!;

    [JsonInclude]
    public DateTimeOffset ExpiresAt { get; private set; }
}
