using System.Text.Json.Serialization;

namespace Octokit;

public class GitReference
{
    [JsonInclude]
    public string Ref { get; private set; } = null!;

    [JsonInclude]
    public string Sha { get; private set; } = null!;
}
