using System.Text.Json.Serialization;

namespace Octokit;

public class ReleaseAsset
{
    [JsonInclude]
    public string Url { get; private set; } = null!;

    [JsonInclude]
    public int Id { get; private set; }

    [JsonInclude]
    public string Name { get; private set; } = null!;

    [JsonInclude]
    public string State { get; private set; } = null!;

    [JsonInclude]
    public int Size { get; private set; }

    [JsonInclude]
    public DateTimeOffset CreatedAt { get; private set; }

    [JsonInclude]
    public string BrowserDownloadUrl { get; private set; } = null!;
}
