using MlOps.Testing;
using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;

namespace MlOps.Ui.Tests.Browsing;

/// <summary>The system's Chromium without a window. It is started with the first test that asks for a tab; tests are skipped where it is absent.</summary>
public sealed class Browser : IDisposable
{
    private static readonly string[] Flags =
    [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars",
    ];

    private readonly TemporaryFolder _profile = new();
    private ChromeDriver? _driver;

    /// <summary>The tab of a test: without cookies, at the size of a desktop, in light colours.</summary>
    internal Tab Open()
    {
        _driver ??= Start();
        _driver.ExecuteCdpCommand("Network.clearBrowserCookies", []);
        var tab = new Tab(_driver);
        _ = tab.Complaints(); // of other tests
        return tab;
    }

    public void Dispose()
    {
        _driver?.Dispose();
        _profile.Dispose();
    }

    private ChromeDriver Start()
    {
        var (chromium, driver) = (PathOf("MLOPS_CHROMIUM", "/usr/bin/chromium"), PathOf("MLOPS_CHROMEDRIVER", "/usr/bin/chromedriver"));
        Assert.SkipUnless(File.Exists(chromium) && File.Exists(driver), "Chromium and its driver are not there: ./build.sh test installs them");
        var options = new ChromeOptions { BinaryLocation = chromium, PageLoadStrategy = PageLoadStrategy.Normal };
        options.AddArguments(Flags);
        options.AddArgument($"--user-data-dir={_profile.Path}");
        options.SetLoggingPreference(LogType.Browser, LogLevel.All);
        return new(ChromeDriverService.CreateDefaultService(Path.GetDirectoryName(driver)!, Path.GetFileName(driver)), options, TimeSpan.FromSeconds(60));
    }

    private static string PathOf(string variable, string otherwise) => Environment.GetEnvironmentVariable(variable) ?? otherwise;
}
