using System.Security.Cryptography;
using System.Text.Json.Nodes;
using MlOps.GitHub.Content;
using MlOps.GitHub.Publishing;
using MlOps.GitHub.Tests.Fake;
using MlOps.Tests.Reporting;

namespace MlOps.GitHub.Tests.Description;

/// <summary>Every request of a report is one that GitHub's own description of its API allows.</summary>
/// <param name="prism">Holds requests against it.</param>
public sealed class DescriptionTests(Prism prism) : IClassFixture<Prism>
{
    [Fact]
    public async Task Every_request_of_a_report_is_as_github_describes_it()
    {
        var requests = await RequestsAsync();

        var refused = new List<string>();
        foreach (var request in requests)
        {
            if (await prism.RefuseAsync(request) is { } why)
            {
                refused.Add(why);
            }
        }

        Assert.Empty(refused);
        Assert.Equal(
            [
                "DELETE /repos/octo-org/mail/issues/comments/N",
                "GET /repos/octo-org/mail/check-runs/N/annotations",
                $"GET /repos/octo-org/mail/commits/{Flow.Commit}/check-runs",
                "GET /repos/octo-org/mail/installation",
                "GET /repos/octo-org/mail/issues/7/comments",
                "GET /repos/octo-org/mail/pulls/7",
                "PATCH /repos/octo-org/mail/check-runs/N",
                "PATCH /repos/octo-org/mail/issues/comments/N",
                "POST /app/installations/77/access_tokens",
                "POST /repos/octo-org/mail/check-runs",
                "POST /repos/octo-org/mail/issues/7/comments",
                $"POST /repos/octo-org/mail/statuses/{Flow.Commit}",
            ],
            requests.Select(request => System.Text.RegularExpressions.Regex.Replace(request.ToString(), @"/\d{4,10}(?=/|$)", "/N")).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_description_refuses_what_is_beyond_the_limits()
    {
        static FakeRequest Check(int annotations, int summary) => new("POST", "/repos/octo-org/mail/check-runs", "", new JsonObject
        {
            ["name"] = "mail-spam",
            ["head_sha"] = Flow.Commit,
            ["output"] = new JsonObject
            {
                ["title"] = "title",
                ["summary"] = new string('x', summary),
                ["annotations"] = new JsonArray([.. Enumerable.Range(1, annotations).Select(line => new JsonObject { ["path"] = "a", ["start_line"] = line, ["end_line"] = line, ["annotation_level"] = "failure", ["message"] = "m" })]),
            },
        }.ToJsonString());

        Assert.Null(await prism.RefuseAsync(Check(GitHubLimits.AnnotationsPerRequest, GitHubLimits.BodyBytes)));
        Assert.NotNull(await prism.RefuseAsync(Check(GitHubLimits.AnnotationsPerRequest + 1, 1)));
        Assert.NotNull(await prism.RefuseAsync(Check(1, GitHubLimits.BodyBytes + 1)));
    }

    // all rungs, a second attempt, many annotations, two comments of one moment, and an App
    private static async Task<IReadOnlyList<FakeRequest>> RequestsAsync()
    {
        await using var bench = await Bench.StartAsync();
        bench.Repository.Pulls[Flow.PullRequest] = Flow.Commit;
        bench.Repository.OnCreated = () =>
        {
            if (bench.Repository.Comments.Count == 1)
            {
                _ = bench.Repository.AddComment(Flow.PullRequest, Flow.Identity.Marker, "github-actions[bot]");
            }
        };
        _ = await Flow.RunAsync(bench, SampleRuns.GateNotMet);
        _ = await Flow.RunAsync(bench, SampleRuns.Passed, content: CheckContents.OfMistakes([.. Enumerable.Range(1, 130).Select(Flow.Finding)], Flow.Paths));
        bench.Repository.MayWriteChecks = false;
        _ = await Flow.RunAsync(bench, SampleRuns.Failed);
        using var key = RSA.Create(2048);
        bench.Environment["MLOPS_GITHUB_APP_ID"] = "12345";
        bench.Environment["MLOPS_GITHUB_APP_KEY"] = key.ExportPkcs8PrivateKeyPem();
        Assert.True(await PullRequests.IsOfAsync(bench.Connect(), Flow.PullRequest, Flow.Commit));
        return [.. bench.GitHub.Requests];
    }
}
