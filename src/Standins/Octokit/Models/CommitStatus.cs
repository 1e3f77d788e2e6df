using System.Text.Json.Serialization;

namespace Octokit;

public class CommitStatus
{
    [JsonInclude]
    public long Id { get; private set; }

    [JsonInclude]
    public StringEnum<CommitState> State { get; private set; }

    [JsonInclude]
    public string Context { get; private set; } = null!;

    [JsonInclude]
    public string Description { get; private set; } = null!;
}
