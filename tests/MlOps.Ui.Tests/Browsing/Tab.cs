using System.Globalization;
using System.Text.Json;
using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;

namespace MlOps.Ui.Tests.Browsing;

/// <summary>A tab of the browser, as a user sees it.</summary>
/// <param name="driver">Drives it.</param>
internal sealed class Tab(ChromeDriver driver)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    public string Title => driver.Title;

    public Uri Address => new(driver.Url);

    public ChromeDriver Driver => driver;

    /// <summary>Sets the size of the screen and the colours that the user prefers, and goes to an address.</summary>
    public Tab Go(Uri address, int width = 1200, int height = 900, bool dark = false)
    {
        driver.ExecuteCdpCommand("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 });
        driver.ExecuteCdpCommand("Emulation.setEmulatedMedia", new()
        {
            ["features"] = new[] { new Dictionary<string, object> { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" } },
        });
        driver.Navigate().GoToUrl(address);
        return this;
    }

    public IWebElement Find(string css) => driver.FindElement(By.CssSelector(css));

    /// <summary>The texts of elements, as they are seen.</summary>
    public IReadOnlyList<string> Texts(string css) =>
        [.. ((IEnumerable<object>)Run("return [...document.querySelectorAll(arguments[0])].map(e => e.innerText.trim())", css)!).Cast<string>()];

    public string Text => Find("body").Text;

    /// <summary>Clicks what has a text: a link or a button.</summary>
    public void Press(string text) => Run("arguments[0].click()", driver.FindElement(By.XPath($"//*[self::a or self::button][normalize-space()='{text}']")));

    /// <summary>Runs a script in the page, past its content security policy.</summary>
    public object? Run(string script, params object[] arguments) => driver.ExecuteScript(script, arguments);

    /// <summary>Waits until something is so.</summary>
    public void Until(Func<bool> holds, string what)
    {
        var end = DateTime.UtcNow + Patience;
        while (!Holds(holds))
        {
            Assert.True(DateTime.UtcNow < end, $"not within {Patience.TotalSeconds} s: {what}\n{driver.Url}\n{Text}");
            Thread.Sleep(Interval); // between two looks: there is no event to wait for
        }
    }

    public void UntilTextIs(string css, string text) => Until(() => Texts(css).Any(found => found.Contains(text, StringComparison.Ordinal)), $"'{text}' in {css}");

    /// <summary>Presses keys wherever the focus is.</summary>
    public void Type(string keys) => new OpenQA.Selenium.Interactions.Actions(driver).SendKeys(keys).Perform();

    /// <summary>Goes with Tab until the focus is on an element, as somebody without a mouse does.</summary>
    public void TabTo(string css)
    {
        for (var presses = 0; presses < 200; presses++)
        {
            if (Run("return document.activeElement.matches(arguments[0])", css) is true)
            {
                return;
            }

            Type(Keys.Tab);
        }

        Assert.Fail($"Tab never reaches {css}");
    }

    /// <summary>What accessibility rules does the page break, as axe-core finds it?</summary>
    /// <param name="rule">The only rule to look at; null for all.</param>
    public IReadOnlyList<string> Violations(string? rule = null)
    {
        Run(Axe.Source);
        var found = (string)driver.ExecuteAsyncScript("""
            const [rule, done] = arguments;
            axe.run(document, { resultTypes: ['violations'], ...(rule && { runOnly: [rule] }) }).then(r => done(JSON.stringify(r.violations.map(v =>
              `${v.id} (${v.impact}): ${v.help}; ${v.nodes.map(n => n.html + ' ' + (n.any[0]?.message ?? '')).slice(0, 3).join(' | ')}`))));
            """, rule)!;
        return JsonSerializer.Deserialize<string[]>(found)!;
    }

    /// <summary>What the browser had to complain of since the last question: refused scripts and styles, failed requests.</summary>
    public IReadOnlyList<string> Complaints() => [.. driver.Manage().Logs.GetLog(LogType.Browser).Where(entry => entry.Level >= LogLevel.Warning).Select(entry => entry.Message)];

    /// <summary>How much wider the page is than its window; 0 where it fits.</summary>
    public int Overflow() => Convert.ToInt32(Run("return document.documentElement.scrollWidth - document.documentElement.clientWidth"), CultureInfo.InvariantCulture);

    /// <summary>Writes what is seen into a file.</summary>
    public void Save(string path) => driver.GetScreenshot().SaveAsFile(path);

    private static bool Holds(Func<bool> holds)
    {
        try
        {
            return holds();
        }
        catch (WebDriverException)
        {
            return false; // the page is just changing
        }
    }
}
