using MlOps.Diagnostics;
using MlOps.Planning;
using MlOps.Testing;

namespace MlOps.Tests.Spec;

public sealed class SpecReaderCaseTests
{
    public static TheoryData<string> Cases { get; } =
        [.. Directory.GetFiles(CasesFolder, "*.yml").Order(StringComparer.Ordinal).Select(path => Path.GetFileNameWithoutExtension(path)!)];

    private static string CasesFolder => Path.Combine(Repository.Top, "tests", "MlOps.Core.Tests", "Spec", "cases");

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_wrong_pipeline_reports_what_its_expected_file_says(string name)
    {
        var found = new DiagnosticBag();

        var spec = Pipelines.Read(File.ReadAllText(Path.Combine(CasesFolder, $"{name}.yml")), found, profile: name.Contains("profile", StringComparison.Ordinal) ? "fast" : null);
        if (spec is not null)
        {
            _ = SpecChecker.Check(spec, found);
        }

        Approved.Equal(Path.Combine(CasesFolder, $"{name}.expected.txt"), string.Concat(found.InOrder.Select(d => $"{d}\n")));
        Assert.Contains(found.All, d => name.StartsWith(d.Rule.Code, StringComparison.Ordinal));
    }
}
