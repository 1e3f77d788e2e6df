using MlOps.Ui.Tests.Browsing;
using MlOps.Ui.Tests.Sample;

namespace MlOps.Ui.Tests;

public sealed class ErrorPageTests(Browser browser)
{
    [Fact]
    public async Task Wrong_rows_stand_in_the_order_of_the_models_confidence()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill);
        var tab = browser.Open().Go(page.At($"/runs/{SampleState.First}/errors"));

        // row 3 was called spam with 0.97, row 6 ham with 0.92, row 4 ham with 0.69, row 5 spam with 0.61
        Assert.Equal(["3", "6", "4", "5"], tab.Texts("tbody th"));
        Assert.Equal(["0.97", "0.92", "0.69", "0.61"], tab.Texts("tbody td.number"));
        Assert.Contains("4 of 6 test rows are wrong", tab.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_are_filtered_by_label_and_slice()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill);
        var tab = browser.Open().Go(page.At($"/runs/{SampleState.First}"));
        tab.Press("Errors of the test set");
        tab.UntilTextIs("h1", "Errors of the test set");

        tab.Find("select[name=label]").SendKeys("ham");
        tab.Press("Show");
        tab.Until(() => tab.Texts("tbody th").SequenceEqual(["3", "5"]), "the rows that are ham");
        tab.Find("select[name=slice]").SendKeys("group=easy");
        tab.Press("Show");
        tab.Until(() => tab.Texts("tbody th").SequenceEqual(["5"]), "the one of them that is easy");
    }

    [Fact]
    public async Task Texts_of_the_data_are_text_and_keep_their_direction()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill);
        var tab = browser.Open().Go(page.At($"/runs/{SampleState.First}/errors"));

        Assert.Equal("Errors of the test set · mlops", tab.Title);
        Assert.Equal(SampleState.Rows[2].Text, tab.Texts("td.text")[0]);
        Assert.Equal("rtl", tab.Run("return getComputedStyle([...document.querySelectorAll('td.text > *')].find(e => e.innerText.includes('שלום'))).direction"));
        Assert.Equal(1L, tab.Run("return document.querySelectorAll('td.text details').length")); // the long one, which opens
        Assert.Empty(tab.Complaints());
    }

    [Fact]
    public async Task Pictures_are_shown_as_long_as_they_are_those_that_the_model_read()
    {
        var picture = await File.ReadAllBytesAsync(Path.Combine(Testing.Repository.Top, "tests", "MlOps.Vision.Tests", "pictures", "rgb.png"));
        var folder = "";
        await using var page = await ServedPage.StartAsync((state, _) =>
        {
            folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(state.Path)!, "data")).FullName;
            File.WriteAllBytes(Path.Combine(folder, "one.png"), picture);
            var run = SampleState.Write(state, SampleState.First, "2e-4", accuracy: 0.95, row => row with { Text = "one.png", Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(picture)) });
            new Running.RunRecords(state).Keep(run with { Steps = [.. run.Steps.Select(step => step.Result?.Data is { } data ? step with { Result = step.Result with { Data = data with { Source = "data" } } } : step)] });
        });
        using var client = new RawClient(page);

        var tab = browser.Open().Go(page.At($"/runs/{SampleState.First}/errors"));
        tab.Until(() => tab.Run("return [...document.images].every(i => i.complete && i.naturalWidth > 0) && document.images.length") is 4L, "four pictures");
        Assert.Empty(tab.Complaints());
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await client.GetAsync($"/runs/{SampleState.First}/pictures/1")).StatusCode); // it is right

        await File.WriteAllTextAsync(Path.Combine(folder, "one.png"), "a secret");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await client.GetAsync($"/runs/{SampleState.First}/pictures/3")).StatusCode);
    }

    [Fact]
    public async Task A_run_whose_outputs_were_removed_says_so()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill);
        Directory.Delete(page.State.Cache, recursive: true);
        var tab = browser.Open().Go(page.At($"/runs/{SampleState.First}/errors"));

        Assert.Contains("not kept any more", tab.Text, StringComparison.Ordinal);
        tab.Go(page.At($"/compare?with={SampleState.First}&with={SampleState.Second}"));
        Assert.Contains("The settings are not known any more", tab.Text, StringComparison.Ordinal);
    }
}
