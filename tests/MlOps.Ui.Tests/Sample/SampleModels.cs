using MlOps.Diagnostics;
using MlOps.Inference.Tests;
using MlOps.Metrics;
using MlOps.Registry;
using MlOps.Running;

namespace MlOps.Ui.Tests.Sample;

/// <summary>Registered versions that can be tried: a BERT of random weights that knows the letters.</summary>
internal static class SampleModels
{
    public const string Name = "mail-spam";

    /// <summary>Registers three versions: 1 archived, 2 in Production, 3 in None and better by accuracy.</summary>
    public static void Register(LocalRegistry registry)
    {
        Register(registry, 1, SampleState.First, Evaluation(0.93, 0.90), Stage.Production);
        Register(registry, 2, SampleState.First, Evaluation(0.95, 0.977), Stage.Production);
        Register(registry, 3, SampleState.Second, Evaluation(0.9818, 0.96), Stage.None);
    }

    /// <summary>Registers one version.</summary>
    /// <param name="registry">Where to.</param>
    /// <param name="seed">Makes its files others than those of the versions before it.</param>
    /// <param name="run">The run that it comes from.</param>
    /// <param name="evaluation">How it was judged.</param>
    /// <param name="stage">The stage that it asks for.</param>
    /// <param name="approvals">How many people must approve.</param>
    public static Registration Register(LocalRegistry registry, int seed, string run, Evaluation evaluation, Stage stage, int approvals = 0)
    {
        var description = TinyModelFolder.Description with { Seed = seed };
        using var folder = TinyModelFolder.Write(description);
        return registry.Register(
            new()
            {
                Model = Name,
                Folder = folder.Path,
                Description = description,
                Evaluation = evaluation,
                Stage = stage,
                Approvals = approvals,
                Purpose = "Sorts mail.",
                Change = new("grace", run, "every gate is met"),
            },
            CancellationToken.None);
    }

    /// <summary>What was measured of a version, and gates on it.</summary>
    public static Evaluation Evaluation(double accuracy, double f1) => new()
    {
        Rows = 605,
        Labels = ["ham", "spam"],
        Metrics = new Dictionary<string, double?> { ["accuracy"] = accuracy, ["f1"] = f1, ["latency.p95"] = 0.0031 },
        Intervals = new Dictionary<string, Interval> { ["accuracy"] = new(accuracy - 0.01, accuracy + 0.01), ["f1"] = new(f1 - 0.02, f1 + 0.02) },
        Slices = [new("group", "easy-ham", 312, new Dictionary<string, double?> { ["accuracy"] = accuracy })],
        Confusion = [[410, 5], [6, 184]],
        Gates = [Gate("accuracy >= 0.9", accuracy), Gate("f1 >= champion.f1 - 0.005", f1)],
    };

    private static GateResult Gate(string text, double value) =>
        new(text, new Location("pipeline.yml", 28, 9), GateOutcome.Met, value, ">=", 0.9, null, MetricUnit.None, $"gate '{text}' is met");

    /// <summary>Runs and models together.</summary>
    public static void Fill(StateFolder state, LocalRegistry registry)
    {
        SampleState.WriteRuns(state);
        Register(registry);
    }
}
