using System.Net;
using System.Xml.Linq;
using MlOps.Registry;
using MlOps.Running;
using MlOps.Tests.Reporting;
using MlOps.Ui.Tests.Browsing;
using MlOps.Ui.Tests.Sample;

namespace MlOps.Ui.Tests;

/// <summary>Whatever stands in runs, models and requests is shown as text.</summary>
public sealed class HostileNamesTests(Browser browser)
{
    [Fact]
    public async Task Records_full_of_hostile_texts_make_no_element_and_run_no_script()
    {
        await using var page = await ServedPage.StartAsync((state, registry) =>
        {
            foreach (var (place, text) in HostileTexts.All(20).Index())
            {
                var id = FormattableString.Invariant($"20261122-104501-{place:000}");
                new RunRecords(state).Keep(SampleRuns.Hostile(text) with { Id = id });
            }
        });
        using var client = new RawClient(page);

        foreach (var path in new[] { "/", "/runs" }.Concat(new RunRecords(page.State).Ids().SelectMany(id => new[] { $"/runs/{id}", $"/runs/{id}/errors", $"/compare?with={id}&with=20261122-104501-000" })))
        {
            var answer = await client.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            AssertIsPlain(await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Descriptions_tags_reasons_and_users_are_text()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill);
        foreach (var text in HostileTexts.All(20).Where(text => !text.Contains('\ud800', StringComparison.Ordinal)))
        {
            var change = new Change(text, text, text);
            _ = page.Registry.Edit(SampleModels.Name, new RegistryEdit.Describe(null, text), change);
            _ = page.Registry.Edit(SampleModels.Name, new RegistryEdit.Describe(3, text), change);
            _ = page.Registry.Edit(SampleModels.Name, new RegistryEdit.SetTag(3, "note", text), change);
        }

        using var client = new RawClient(page);
        foreach (var path in (string[])["/models", "/models/mail-spam", "/models/mail-spam/3"])
        {
            AssertIsPlain(await (await client.GetAsync(path)).Content.ReadAsStringAsync());
        }

        var tab = browser.Open().Go(page.At("/models/mail-spam/3"));
        Assert.Empty(tab.Complaints());
    }

    [Fact]
    public async Task What_a_request_holds_is_not_markup()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill);
        using var client = new RawClient(page);
        foreach (var text in HostileTexts.All(20).Where(text => !text.Contains('\ud800', StringComparison.Ordinal)))
        {
            var value = Uri.EscapeDataString(text);
            foreach (var path in (string[])[$"/models/mail-spam?by={value}", $"/models/{value}", $"/runs?before={value}", $"/compare?with={value}&with={value}x", $"/runs/{SampleState.First}/errors?label={value}&said={value}&slice={value}&step={value}&from={value}"])
            {
                var answer = await client.GetAsync(path);
                Assert.True((int)answer.StatusCode < 500, $"{path}: {answer.StatusCode}");
                var html = await answer.Content.ReadAsStringAsync();
                if (html.Length > 0)
                {
                    AssertIsPlain(html);
                }
            }
        }
    }

    // the page is well-formed, so that an XML reader sees the elements that a browser sees; scripts are those of the frame
    private static void AssertIsPlain(string html)
    {
        var page = XDocument.Parse(html);
        Assert.Single(page.Descendants("script"));
        Assert.DoesNotContain(page.Descendants("img"), _ => true);
        Assert.DoesNotContain(page.Descendants().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase));
        Assert.All(page.Descendants("a"), link => Assert.Matches("^(/|#content$)", link.Attribute("href")!.Value));
    }
}
