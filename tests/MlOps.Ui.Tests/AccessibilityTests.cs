using MlOps.Ui.Tests.Browsing;
using MlOps.Ui.Tests.Sample;

namespace MlOps.Ui.Tests;

public sealed class AccessibilityTests(Browser browser)
{
    /// <summary>Every kind of page.</summary>
    public static readonly string[] Paths =
    [
        "/", "/models", "/models/mail-spam", "/models/mail-spam?by=accuracy", "/models/mail-spam/3", "/models/shapes/1", "/runs", $"/runs/{SampleState.Second}", $"/runs/{SampleState.Second}/errors",
        "/compare", $"/compare?with={SampleState.First}&with={SampleState.Second}", "/compare?with=mail-spam@1&with=mail-spam@2&with=mail-spam@3", "/sign-in", "/nothing",
    ];

    [Theory]
    [InlineData(1200, false)]
    [InlineData(1200, true)]
    [InlineData(360, false)]
    public async Task No_page_breaks_a_rule_of_axe_or_is_wider_than_its_window(int width, bool dark)
    {
        await using var page = await ServedPage.StartAsync(Fill, write: true);
        var tab = browser.Open().Go(page.SignInAddress!);
        tab.UntilTextIs(".rights", "may change");

        foreach (var path in Paths)
        {
            tab.Go(page.At(path), width, dark: dark);
            var violations = tab.Violations(dark ? "color-contrast" : null); // the other rules do not look at colours
            Assert.True(violations.Count == 0, $"{path}: {string.Join('\n', violations)}");
            Assert.True(tab.Overflow() == 0, $"{path} is {tab.Overflow()} pixels wider than {width}");
        }
    }

    [Fact]
    public async Task A_page_that_breaks_a_rule_is_found()
    {
        await using var page = await ServedPage.StartAsync(Fill);
        var tab = browser.Open().Go(page.Address);

        _ = tab.Run("const field = document.createElement('input'); document.querySelector('main').append(field)");

        Assert.Contains(tab.Violations(), violation => violation.StartsWith("label ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dark_and_light_are_those_that_the_user_prefers()
    {
        await using var page = await ServedPage.StartAsync(Fill);
        var tab = browser.Open();

        Assert.True(Lightness(tab.Go(page.Address, dark: true)) < 60);
        Assert.True(Lightness(tab.Go(page.Address, dark: false)) > 200);

        static int Lightness(Tab tab) => Convert.ToInt32(tab.Run("return getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0] | 0"), System.Globalization.CultureInfo.InvariantCulture);
    }

    internal static void Fill(Running.StateFolder state, Registry.LocalRegistry registry)
    {
        SampleModels.Fill(state, registry);
        PictureModel.Register(registry);
        _ = SampleModels.Register(registry, 4, SampleState.Second, SampleModels.Evaluation(0.985, 0.98), Registry.Stage.Production, approvals: 2);
        _ = Directory.CreateDirectory(state.Run("20261122-130000-004"));
    }
}
