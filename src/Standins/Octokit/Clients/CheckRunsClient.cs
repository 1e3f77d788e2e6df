namespace Octokit;

internal sealed class CheckRunsClient(Connection connection) : ICheckRunsClient
{
    public async Task<CheckRun> Create(string owner, string name, NewCheckRun newCheckRun) =>
        (await connection.SendAsync<CheckRun>(HttpMethod.Post, $"repos/{owner}/{name}/check-runs", newCheckRun)).Value;

    public async Task<CheckRun> Update(string owner, string name, long checkRunId, CheckRunUpdate checkRunUpdate) =>
        (await connection.SendAsync<CheckRun>(HttpMethod.Patch, $"repos/{owner}/{name}/check-runs/{checkRunId}", checkRunUpdate)).Value;

    public async Task<CheckRunsResponse> GetAllForReference(string owner, string name, string reference, CheckRunRequest checkRunRequest, ApiOptions options)
    {
        var pages = await Pages.GetAsync<CheckRunsResponse>(
            connection,
            $"repos/{owner}/{name}/commits/{reference}/check-runs",
            options,
            ("check_name", checkRunRequest.CheckName),
            ("filter", checkRunRequest.Filter?.StringValue));
        return new(pages[0].TotalCount, [.. pages.SelectMany(page => page.CheckRuns)]);
    }

    public async Task<IReadOnlyList<CheckRunAnnotation>> GetAllAnnotations(string owner, string name, long checkRunId, ApiOptions options) =>
        [.. (await Pages.GetAsync<IReadOnlyList<CheckRunAnnotation>>(connection, $"repos/{owner}/{name}/check-runs/{checkRunId}/annotations", options)).SelectMany(page => page)];
}
