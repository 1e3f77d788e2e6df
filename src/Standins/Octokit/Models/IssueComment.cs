using System.Text.Json.Serialization;

namespace Octokit;

public class IssueComment
{
    [JsonInclude]
    public long Id { get; private set; }

    [JsonInclude]
    public string HtmlUrl { get; private set; } = null!;

    [JsonInclude]
    public string Body { get; private set; } = null!;

    [JsonInclude]
    public User User { get; private set; } = null!;
}
