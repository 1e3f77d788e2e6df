using System.Text.Json.Serialization;

namespace Octokit;

public class Release
{
    [JsonInclude]
    public string HtmlUrl { get; private set; } = null!;

    [JsonInclude]
    public string UploadUrl { get; private set; } = null!;

    [JsonInclude]
    public long Id { get; private set; }

    [JsonInclude]
    public string TagName { get; private set; } = null!;

    [JsonInclude]
    public string Name { get; private set; } = null!;

    [JsonInclude]
    public string Body { get; private set; } = null!;

    [JsonInclude]
    public bool Draft { get; private set; }

    [JsonInclude]
    public bool Prerelease { get; private set; }

    [JsonInclude]
    public DateTimeOffset CreatedAt { get; private set; }

    [JsonInclude]
    public IReadOnlyList<ReleaseAsset> Assets { get; private set; } = null!;
}
