using System.Text.Json.Serialization;

namespace Octokit;

public abstract class Account
{
    [JsonInclude]
    public long Id { get; private set; }

    [JsonInclude]
    public string Login { get; private set; } = null!;
}
