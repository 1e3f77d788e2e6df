using System.Globalization;
using MlOps.Testing;
using OpenQA.Selenium.Chrome;

namespace MlOps.Bench.Page;

/// <summary>The system's Chromium, which loads pages and times them.</summary>
internal sealed class Chromium : IDisposable
{
    private readonly TemporaryFolder _profile = new();
    private readonly ChromeDriver _driver;

    public Chromium()
    {
        var options = new ChromeOptions { BinaryLocation = "/usr/bin/chromium" };
        options.AddArguments(
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", $"--user-data-dir={_profile.Path}");
        _driver = new(ChromeDriverService.CreateDefaultService("/usr/bin", "chromedriver"), options);
    }

    /// <summary>Loads a page.</summary>
    /// <returns>Milliseconds from the start of the navigation to the end of the load event.</returns>
    public double Load(Uri address)
    {
        _driver.Navigate().GoToUrl(address);
        return Convert.ToDouble(_driver.ExecuteScript("return performance.getEntriesByType('navigation')[0].loadEventEnd"), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _driver.Dispose();
        _profile.Dispose();
    }
}
