using MlOps.Diagnostics;
using MlOps.Metrics;
using MlOps.Models;
using MlOps.Steps;

namespace MlOps.Registry.Tests;

/// <summary>Small models to register.</summary>
internal static class Candidates
{
    public const string Model = "mail-spam";

    /// <summary>Writes a model folder and names it as a candidate.</summary>
    /// <param name="folder">Where to; made when absent.</param>
    /// <param name="content">What tells this model from others.</param>
    /// <param name="stage">The stage to ask for.</param>
    /// <param name="refused">Why it must stay in None.</param>
    public static Candidate Make(string folder, string content, Stage stage = Stage.Production, string? refused = null)
    {
        _ = Directory.CreateDirectory(Path.Combine(folder, "tokens"));
        File.WriteAllText(Path.Combine(folder, "model.onnx"), string.Concat(Enumerable.Repeat(content + "\n", 400)));
        File.WriteAllText(Path.Combine(folder, "tokens", "vocab.txt"), "[PAD]\n[UNK]\n");
        Description.Write(folder);
        return new Candidate
        {
            Model = Model,
            Folder = folder,
            Description = Description,
            Evaluation = Judged(refused is null),
            Stage = stage,
            Refused = refused,
            Purpose = "Sorts mail.",
            Change = new Change("ada", "run-1", "every gate is met"),
        };
    }

    public static ModelDescription Description { get; } = new()
    {
        Task = "text-classification",
        Family = "bert",
        Labels = ["ham", "spam | <b>"],
        MultiLabel = false,
        Preparation = new Preparation("text", ["strip-html"], ["email"]),
        MaxTokens = 128,
        Base = "examples/bert-pico",
        BaseHash = new string('b', 64),
        DataHash = new string('d', 64),
        Precision = "fp32",
        Seed = 7,
    };

    private static Evaluation Judged(bool passed) => new()
    {
        Rows = 605,
        Labels = ["ham", "spam | <b>"],
        Metrics = new Dictionary<string, double?> { ["accuracy"] = 0.98, ["latency.p95"] = 0.0031, ["roc-auc"] = null },
        Intervals = new Dictionary<string, Interval> { ["accuracy"] = new(0.96, 0.99) },
        Slices = [],
        Confusion = [[500, 5], [7, 93]],
        Gates =
        [
            new GateResult(
                "accuracy >= 0.95",
                new Location("pipeline.yml", 40, 9),
                passed ? GateOutcome.Met : GateOutcome.NotMet,
                passed ? 0.98 : 0.87,
                ">=",
                0.95,
                null,
                MetricUnit.None,
                passed ? "accuracy is 0.98" : "accuracy is 0.87; gate 'accuracy >= 0.95' is not met"),
        ],
    };
}
