using MlOps.Registry;
using MlOps.Ui.Tests.Browsing;
using MlOps.Ui.Tests.Sample;
using OpenQA.Selenium;

namespace MlOps.Ui.Tests;

public sealed class ModelPageTests(Browser browser)
{
    [Fact]
    public async Task A_chosen_metric_shows_its_best_version_with_its_interval_and_the_others_behind_it()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill);
        var tab = browser.Open().Go(page.At("/models/mail-spam"));

        Assert.Equal("Version 2", tab.Texts(".best a")[0]);
        tab.Find("select[name=by]").SendKeys("acc");

        tab.UntilTextIs(".best", "Version 3");
        Assert.Contains("0.9818", tab.Find(".best").Text, StringComparison.Ordinal);
        Assert.Contains("95 % interval 0.9718 to 0.9918", tab.Find(".best").Text, StringComparison.Ordinal);
        Assert.Equal(["3", "2", "1"], tab.Texts("#best tbody th"));
        tab.UntilTextIs("#best-said", "Version 3 is the best by accuracy: 0.9818");
        Assert.EndsWith("?by=accuracy", tab.Address.ToString(), StringComparison.Ordinal);
        Assert.Empty(tab.Complaints());
    }

    [Fact]
    public async Task The_best_is_the_one_that_the_registry_calls_so()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill);
        foreach (var metric in (string[])["accuracy", "f1", "latency.p95"])
        {
            var tab = browser.Open().Go(page.At($"/models/mail-spam?by={metric}"));
            var best = page.Registry.Find(ModelReference.Parse($"mail-spam@best({metric})"));
            Assert.Equal($"Version {best.Version}", tab.Texts(".best a")[0]);
        }
    }

    [Fact]
    public async Task A_version_that_meets_its_gates_is_deployed_at_one_press()
    {
        await using var page = await ServedPage.StartAsync(
            (state, registry) =>
            {
                SampleModels.Fill(state, registry);
                _ = SampleModels.Register(registry, 4, SampleState.Second, SampleModels.Evaluation(0.99, 0.98), Stage.None);
            },
            write: true);
        var tab = SignIn(page);

        tab.Go(page.At("/models/mail-spam?by=accuracy")).Press("Deploy version 4 to Production");

        tab.UntilTextIs(".heading", "mail-spam version 4");
        Assert.Equal("Production", tab.Find(".heading .tag").Text);
        Assert.Equal(4, page.Registry.Show(SampleModels.Name).Production!.Version);
        Assert.Equal("ada", page.Registry.Show(SampleModels.Name).History[^1].Change.By);
    }

    [Fact]
    public async Task A_version_that_does_not_meet_them_is_refused_with_the_gates_until_somebody_overrules_them_with_a_reason()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill, write: true);
        var tab = SignIn(page);

        tab.Go(page.At("/models/mail-spam?by=accuracy")).Press("Deploy version 3 to Production");

        tab.UntilTextIs("h1", "mail-spam version 3 was not promoted");
        Assert.Contains("f1 >= champion.f1 - 0.005", tab.Texts("tbody tr")[0], StringComparison.Ordinal);
        Assert.Contains("not met", tab.Texts("tbody tr")[0], StringComparison.Ordinal);
        Assert.Equal(2, page.Registry.Show(SampleModels.Name).Production!.Version);
        Assert.Empty(tab.Violations());

        tab.Press("Move to Production all the same"); // without a reason the browser asks for one
        Assert.Equal(2, page.Registry.Show(SampleModels.Name).Production!.Version);
        tab.Find("#reason-force").SendKeys("the old one is on fire");
        tab.Press("Move to Production all the same");

        tab.UntilTextIs(".heading", "mail-spam version 3");
        tab.UntilTextIs("#history", "the old one is on fire");
        Assert.Equal(3, page.Registry.Show(SampleModels.Name).Production!.Version);
    }

    [Fact]
    public async Task A_model_is_rolled_back_with_a_reason()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill, write: true);
        var tab = SignIn(page).Go(page.At("/models/mail-spam"));

        tab.Find("#reason-rollback").SendKeys("complaints");
        tab.Press("Roll back to version 1");

        tab.UntilTextIs("#history", "complaints");
        Assert.Equal(1, page.Registry.Show(SampleModels.Name).Production!.Version);
        Assert.Equal(Stage.Archived, page.Registry.Show(SampleModels.Name).Find(2)!.Stage);
    }

    [Fact]
    public async Task A_version_that_waits_is_listed_and_approved_with_a_reason()
    {
        await using var page = await ServedPage.StartAsync(
            (state, registry) => SampleModels.Register(registry, 1, SampleState.Second, SampleModels.Evaluation(0.98, 0.98), Stage.Production, approvals: 1), write: true);
        var tab = SignIn(page).Go(page.Address);

        Assert.Contains("0 of 1 approvals", tab.Find("#waiting").Text, StringComparison.Ordinal);
        tab.Press("mail-spam version 1");
        tab.UntilTextIs(".notice", "It waits for Production, asked by grace");
        tab.Find("#reason-stage").SendKeys("looked at the errors");
        tab.Press("Approve");

        tab.UntilTextIs(".heading .tag", "Production");
        tab.UntilTextIs("#history", "looked at the errors");
        Assert.Equal(1, page.Registry.Show(SampleModels.Name).Production!.Version);
    }

    [Fact]
    public async Task Nobody_approves_what_they_have_asked_for_themselves()
    {
        await using var page = await ServedPage.StartAsync(
            (state, registry) =>
            {
                _ = SampleModels.Register(registry, 1, SampleState.Second, SampleModels.Evaluation(0.98, 0.98), Stage.None, approvals: 1);
                _ = registry.Edit(SampleModels.Name, new RegistryEdit.Move(1, Stage.Production), new("ada", "", "please"));
            },
            write: true);
        var tab = SignIn(page).Go(page.At("/models/mail-spam/1"));

        tab.Find("#reason-stage").SendKeys("it is mine");
        tab.Press("Approve");

        tab.UntilTextIs("main", "MLOPS5015");
        Assert.Null(page.Registry.Show(SampleModels.Name).Production);
    }

    [Fact]
    public async Task A_version_gets_an_alias_a_tag_and_a_description_and_is_archived()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill, write: true);
        var tab = SignIn(page).Go(page.At("/models/mail-spam/2"));

        tab.Find("#change form:nth-of-type(2) input[name=subject]").SendKeys("steady");
        tab.Press("Let it name this version");
        tab.UntilTextIs(".heading", "@steady");
        tab.Find("#change form:nth-of-type(3) input[name=subject]").SendKeys("team");
        tab.Find("#change form:nth-of-type(3) input[name=value]").SendKeys("inbox <b>");
        tab.Press("Set");
        tab.UntilTextIs("dl", "inbox <b>");
        tab.Find("#change textarea").SendKeys("first line\nsecond line");
        tab.Press("Save the description");
        tab.UntilTextIs(".lead", "second line");
        tab.Find("#reason-stage").SendKeys("replaced");
        tab.Press("Archive");
        tab.UntilTextIs(".heading .tag", "Archived");

        var model = page.Registry.Show(SampleModels.Name);
        Assert.Equal(2, model.Aliases["steady"]);
        Assert.Equal("inbox <b>", model.Find(2)!.Tags["team"]);
        Assert.Equal("first line\nsecond line", model.Find(2)!.Description);
    }

    [Fact]
    public async Task Everything_can_be_done_with_the_keyboard_alone()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill, write: true);
        var tab = SignIn(page).Go(page.Address);

        tab.Type(Keys.Tab);
        Assert.Equal("Skip to the content", tab.Run("return document.activeElement.textContent"));
        tab.Type(Keys.Enter);
        tab.TabTo("a[href='/models/mail-spam']");
        tab.Type(Keys.Enter);
        tab.UntilTextIs("h1", "mail-spam");
        tab.TabTo("select[name=by]");
        tab.Type("acc");
        tab.UntilTextIs(".best", "Version 3");
        tab.TabTo("#best textarea");
        tab.Type("abc");
        tab.TabTo("form.try button.primary");
        tab.Type(Keys.Enter);
        tab.UntilTextIs("#answers", "probability");
        tab.TabTo("#reason-rollback");
        tab.Type("by keys" + Keys.Enter);
        tab.UntilTextIs("#history", "by keys");
        Assert.Equal(1, page.Registry.Show(SampleModels.Name).Production!.Version);
    }

    private Tab SignIn(ServedPage page)
    {
        var tab = browser.Open().Go(page.SignInAddress!);
        tab.UntilTextIs(".rights", "may change");
        return tab;
    }
}
