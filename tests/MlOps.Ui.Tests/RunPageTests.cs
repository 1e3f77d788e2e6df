using System.Net;
using MlOps.Running;
using MlOps.Tests.Reporting;
using MlOps.Ui.Tests.Browsing;
using MlOps.Ui.Tests.Sample;

namespace MlOps.Ui.Tests;

public sealed class RunPageTests(Browser browser)
{
    [Fact]
    public async Task A_run_shows_its_report_and_its_curves()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill);
        var tab = browser.Open().Go(page.At("/runs"));

        Assert.Equal([SampleState.Second, SampleState.First], tab.Texts("tbody th a"));
        tab.Press(SampleState.Second);

        tab.UntilTextIs("h1", $"Run {SampleState.Second}");
        Assert.Contains("All 4 gates are met", tab.Text, StringComparison.Ordinal);
        Assert.Equal(["Loss of step 'train': loss", "learning rate of step 'train': learning rate"], tab.Texts("#curves figcaption"));
        Assert.Empty(tab.Complaints());
    }

    [Fact]
    public async Task Curves_grow_while_a_run_trains_and_become_its_report_when_it_ends()
    {
        const string Live = "20261122-120000-000";
        await using var page = await ServedPage.StartAsync((state, _) => SampleState.WriteCurves(state, Live, steps: 3));
        Tab tab;
        using (await StateLock.TakeAsync(page.State, () => { }, TimeProvider.System, CancellationToken.None))
        {
            tab = browser.Open().Go(page.At($"/runs/{Live}"));
            Assert.Equal("running", tab.Find(".heading .tag").Text);
            Assert.Equal(3, Points(tab));

            await File.AppendAllTextAsync(Path.Combine(page.State.Run(Live), RunLog.FileName), $"{SampleState.CurveLine(4)}\n{SampleState.CurveLine(5)}\n{{\"half a li");
            tab.Until(() => Points(tab) == 5, "the two new points");
        }

        SampleState.Write(page.State, Live, "5e-4", 0.98);
        tab.UntilTextIs("body", "All 4 gates are met");
        Assert.Empty(tab.Complaints());

        static int Points(Tab tab) => tab.Find("polyline").GetDomAttribute("points")!.Split(' ').Length;
    }

    [Fact]
    public async Task Broken_and_unended_runs_are_listed_and_say_what_is_known_of_them()
    {
        await using var page = await ServedPage.StartAsync((state, registry) =>
        {
            SampleState.WriteRuns(state);
            Broken(state, "20261122-130000-000", "{\"id\":");
            Broken(state, "20261122-130000-001", "null");
            Broken(state, "20261122-130000-002", "{\"format\":1,\"id\":\"20261122-130000-002\",\"steps\":null}");
            Broken(state, "20261122-130000-003", File.ReadAllText(Path.Combine(state.Run(SampleState.Second), RunRecords.FileName))
                .Replace(SampleState.Second, "20261122-130000-003", StringComparison.Ordinal).Replace("\"steps\": [", "\"steps\": null, \"stops\": [", StringComparison.Ordinal));
            Directory.CreateDirectory(state.Run("20261122-130000-004"));
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(state.Run("20261122-130000-005")).FullName, RunLog.FileName), "\u0000\n{}\n[1]\n{\"step\":1}\n");
        });
        using var http = new HttpClient();

        var tab = browser.Open().Go(page.At("/runs"));
        Assert.Equal(
            ["interrupted", "interrupted", "unreadable", "unreadable", "unreadable", "unreadable", "passed", "passed"],
            tab.Texts("tbody .tag").Where(text => text is "interrupted" or "unreadable" or "passed"));
        foreach (var id in tab.Texts("tbody th a"))
        {
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(page.At($"/runs/{id}"))).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(page.At($"/runs/{id}/live"))).StatusCode);
        }

        static void Broken(StateFolder state, string id, string record) =>
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(state.Run(id)).FullName, RunRecords.FileName), record);
    }

    [Fact]
    public async Task Names_that_lead_out_of_the_runs_are_not_found()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill);
        using var http = new HttpClient();

        foreach (var id in (string[])["..", "%2e%2e", "..%2fruns", "%2fetc%2fpasswd", "a%00b", ".", "%5c..%5c", "none"])
        {
            var answer = await http.GetAsync(new Uri(page.Address, $"/runs/{id}/errors"));
            Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{id}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Five_hundred_runs_are_shown_a_hundred_at_a_time()
    {
        await using var page = await ServedPage.StartAsync((state, registry) =>
        {
            var records = new RunRecords(state);
            for (var i = 0; i < 500; i++)
            {
                records.Keep(SampleRuns.Passed with { Id = RunIdentity.IdAt(SampleRuns.Passed.Started.AddMinutes(i)), Started = SampleRuns.Passed.Started.AddMinutes(i) });
            }
        });
        var tab = browser.Open().Go(page.At("/runs"));

        Assert.Contains("500 runs", tab.Text, StringComparison.Ordinal);
        Assert.Equal(100, tab.Texts("tbody th a").Count);
        for (var more = 0; more < 4; more++)
        {
            var first = tab.Texts("tbody th a")[0];
            tab.Press("Older");
            tab.Until(() => string.CompareOrdinal(tab.Texts("tbody th a")[0], first) < 0, "older runs");
        }

        Assert.Equal(RunIdentity.IdAt(SampleRuns.Passed.Started), tab.Texts("tbody th a")[^1]);
        Assert.DoesNotContain("Older", tab.Texts(".pages a"));
    }
}
