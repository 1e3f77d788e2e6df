using System.Text.Json.Serialization;

namespace Octokit;

public class InstallationId
{
    [JsonInclude]
    public long Id { get; private set; }
}
