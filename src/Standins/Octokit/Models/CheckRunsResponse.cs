using System.Text.Json.Serialization;

namespace Octokit;

public class CheckRunsResponse
{
    public CheckRunsResponse()
    {
    }

    public CheckRunsResponse(int totalCount, IReadOnlyList<CheckRun> checkRuns) => (TotalCount, CheckRuns) = (totalCount, checkRuns);

    [JsonInclude]
    public int TotalCount { get; private set; }

    [JsonInclude]
    public IReadOnlyList<CheckRun> CheckRuns { get; private set; } = null!;
}
