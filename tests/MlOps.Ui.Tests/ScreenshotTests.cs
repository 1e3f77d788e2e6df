using MlOps.Registry;
using MlOps.Running;
using MlOps.Testing;
using MlOps.Ui.Tests.Browsing;

namespace MlOps.Ui.Tests;

/// <summary>The pictures of docs/images, taken of a state folder in which the mail example was run a few times.</summary>
public sealed class ScreenshotTests(Browser browser)
{
    private const string Variable = "MLOPS_SCREENSHOTS";

    [Fact]
    public async Task Pictures_for_the_documentation()
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(folder is null, $"set {Variable} to the .mlops folder of the mail example to take the pictures again");
        var state = new StateFolder(Path.GetFullPath(folder));
        var registry = new LocalRegistry(state.Registry, TimeProvider.System);
        var images = Directory.CreateDirectory(Path.Combine(Repository.Top, "docs", "images")).FullName;
        var (model, runs) = (registry.Models()[0], new RunRecords(state).Ids().ToList());
        await using var server = await UiServer.StartAsync(new(state, registry, TimeProvider.System), new() { User = "ada", Write = true }, CancellationToken.None);
        var tab = browser.Open().Go(server.SignInAddress!);
        tab.UntilTextIs(".rights", "may change");

        tab.Go(At($"/models/{model.Name}?by=f1"), height: 980);
        tab.Find("textarea[name=text]").SendKeys("Congratulations! You have been selected to receive a free cruise. Click here within 24 hours to claim your prize.");
        tab.Press("Predict");
        tab.UntilTextIs("#answers", "probability");
        tab.Save(Path.Combine(images, "page-choose.png"));
        tab.Go(At($"/compare?with={runs[^1]}&with={runs[0]}"), height: 980).Save(Path.Combine(images, "page-compare.png"));
        tab.Go(At($"/runs/{runs[0]}/errors"), height: 700, dark: true).Save(Path.Combine(images, "page-errors.png"));
        tab.Go(At($"/models/{model.Name}/{model.Versions[0].Version}"), width: 390, height: 844).Save(Path.Combine(images, "page-phone.png"));

        Uri At(string path) => new(server.Address, path);
    }
}
