using MlOps.Testing;

namespace MlOps.Ui.Tests.Browsing;

/// <summary>axe-core, which <c>build.sh test</c> installs; tests are skipped where it is absent.</summary>
internal static class Axe
{
    /// <summary>The script.</summary>
    public static string Source
    {
        get
        {
            var path = Path.Combine(Repository.Top, "tests", "MlOps.Ui.Tests", "node_modules", "axe-core", "axe.min.js");
            Assert.SkipUnless(File.Exists(path), "axe-core is not there: ./build.sh test installs it");
            return File.ReadAllText(path);
        }
    }
}
