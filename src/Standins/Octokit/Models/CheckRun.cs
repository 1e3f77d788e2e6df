using System.Text.Json.Serialization;

namespace Octokit;

public class CheckRun
{
    [JsonInclude]
    public long Id { get; private set; }

    [JsonInclude]
    public string HeadSha { get; private set; } = null!;

    [JsonInclude]
    public string ExternalId { get; private set; } = null!;

    [JsonInclude]
    public string HtmlUrl { get; private set; } = null!;

    [JsonInclude]
    public StringEnum<CheckStatus> Status { get; private set; }

    [JsonInclude]
    public StringEnum<CheckConclusion>? Conclusion { get; private set; }

    [JsonInclude]
    public string Name { get; private set; } = null!;
}
