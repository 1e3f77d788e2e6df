using MlOps.Ui.Tests.Browsing;
using MlOps.Ui.Tests.Sample;

namespace MlOps.Ui.Tests;

public sealed class ComparePageTests(Browser browser)
{
    [Fact]
    public async Task Two_runs_are_chosen_in_the_list_and_stand_side_by_side()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill);
        var tab = browser.Open().Go(page.At("/runs"));

        tab.Find($"input[value='{SampleState.First}']").Click();
        tab.Find($"input[value='{SampleState.Second}']").Click();
        tab.Find("section button").Click();

        tab.UntilTextIs(".legend", SampleState.First);
        Assert.Contains(tab.Texts("tbody tr"), row => row.StartsWith("train: setting learning-rate", StringComparison.Ordinal) && row.Contains("5e-4", StringComparison.Ordinal) && row.Contains("2e-4", StringComparison.Ordinal));
        Assert.DoesNotContain(tab.Texts("tbody tr"), row => row.StartsWith("prepare: setting step", StringComparison.Ordinal));
        Assert.Equal(2, tab.Texts("#curves figure:first-child .key").Count);
        Assert.Equal(2, tab.Texts("#confusion table").Count);
        Assert.Contains("0.9818", Row(tab, "accuracy"), StringComparison.Ordinal);
        Assert.Contains("0.95", Row(tab, "accuracy"), StringComparison.Ordinal);
        Assert.Contains("1 rows better, 0 worse", tab.Text, StringComparison.Ordinal);
        Assert.Empty(tab.Complaints());
    }

    [Fact]
    public async Task Runs_and_versions_are_compared_up_to_four()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill);
        var tab = browser.Open().Go(page.At($"/compare?with=mail-spam@1&with=mail-spam@best(accuracy)&with={SampleState.First}&with=mail-spam@Production&with={SampleState.Second}"));

        Assert.Equal(["mail-spam 1", "mail-spam 3", $"run {SampleState.First}", "mail-spam 2"], tab.Texts(".legend li"));
        Assert.Contains("Only the first 4 are shown.", tab.Texts(".notice"));
        Assert.Contains("0.93", Row(tab, "accuracy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_named_and_the_rest_is_shown()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill);
        var tab = browser.Open().Go(page.At("/compare?with=mail-spam@1&with=mail-spam@9&with=../x&with=%3Cb%3E@1&with=other@1&with=mail-spam@2"));

        Assert.Contains("Not found: mail-spam@9, ../x, <b>@1, other@1", tab.Texts(".notice"));
        Assert.Equal(["mail-spam 1", "mail-spam 2"], tab.Texts(".legend li"));
    }

    private static string Row(Tab tab, string metric) => tab.Texts("tbody tr").First(row => row.Split('\t', '\n')[0].Trim() == metric);
}
