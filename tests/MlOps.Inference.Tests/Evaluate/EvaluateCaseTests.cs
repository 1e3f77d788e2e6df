using MlOps.Diagnostics;
using MlOps.Testing;

namespace MlOps.Inference.Tests.Evaluate;

/// <summary>
/// The keys of evaluate steps and everything that is said about them. A comment in a case sets its scene: <c># champion: other</c> is
/// another model, <c># champion: new-label</c> one that lacks a label, <c># champion: other-cleaning</c> one with its own preparation.
/// </summary>
public sealed class EvaluateCaseTests
{
    private static string CasesFolder => Path.Combine(Repository.Top, "tests", "MlOps.Inference.Tests", "Evaluate", "cases");

    public static TheoryData<string> Cases { get; } =
        [.. Directory.GetFiles(CasesFolder, "*.yml").Order(StringComparer.Ordinal).Select(path => Path.GetFileNameWithoutExtension(path)!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task An_evaluate_step_reports_what_its_expected_file_says(string name)
    {
        var keys = await File.ReadAllTextAsync(Path.Combine(CasesFolder, $"{name}.yml"));
        var found = new DiagnosticBag();
        var spec = EvaluateScene.Read(keys, found);
        IReadOnlyList<Diagnostic> all = found.HasErrors ? found.All : await RunAsync(spec, keys);

        Approved.Equal(Path.Combine(CasesFolder, $"{name}.expected.txt"), string.Concat(all.Select(diagnostic => $"{diagnostic}\n")));
        Assert.Contains(all, diagnostic => name.StartsWith(diagnostic.Rule.Code, StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<Diagnostic>> RunAsync(Inference.Evaluate.EvaluateSpec spec, string keys)
    {
        using var scene = new EvaluateScene
        {
            IsBuildServer = keys.Contains("# on a build server", StringComparison.Ordinal),
            AcceptedChampionLoss = keys.Contains("# loss accepted", StringComparison.Ordinal) ? "phishing is a label of its own now" : null,
        };
        if (keys.Contains("# champion: other", StringComparison.Ordinal))
        {
            scene.Crown(["ham", "spam"], EvaluateScene.ChampionSeed, keys.Contains("other-cleaning", StringComparison.Ordinal) ? ["lowercase"] : []);
        }
        else if (keys.Contains("# champion: new-label", StringComparison.Ordinal))
        {
            scene.Crown(["ham", "junk"], EvaluateScene.ChampionSeed);
        }

        try
        {
            return (await scene.RunAsync(spec)).Diagnostics;
        }
        catch (MlOpsException e)
        {
            return [e.Diagnostic];
        }
    }
}
