using System.Text.Json.Serialization;

namespace Octokit;

public class PullRequest
{
    [JsonInclude]
    public int Number { get; private set; }

    [JsonInclude]
    public string Title { get; private set; } = null!;

    [JsonInclude]
    public GitReference Head { get; private set; } = null!;

    [JsonInclude]
    public GitReference Base { get; private set; } = null!;
}
