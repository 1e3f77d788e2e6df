using MlOps.Diagnostics;
using MlOps.Running;
using MlOps.Spec;
using MlOps.Steps;
using MlOps.Steps.Preprocess;

namespace MlOps.Bench.Preprocess;

/// <summary>One run of the step.</summary>
internal static class Once
{
    /// <summary>Prepares <c>rows.csv</c> of a folder into its sub-folder <c>mlops</c>.</summary>
    public static void Run(string folder)
    {
        var output = Path.Combine(folder, "mlops");
        _ = Directory.CreateDirectory(output);
        var spec = new PreprocessSpec
        {
            Data = new("rows.csv", Location.None),
            Text = new("text", Location.None),
            Pair = null,
            Target = new(TargetKind.Label, [new("label", Location.None)], Separator: null),
            Clean = ["strip-html", "collapse-whitespace"],
            Redact = ["email", "url"],
            Drop = [new(DropRule.Empty), new(DropRule.Duplicates)],
            Subset = null,
            Split = new(new(80, null), new(10, null), new(10, null), Stratify: true),
        };
        var context = new StepContext
        {
            Name = "prepare",
            Location = Location.None,
            PipelineFolder = folder,
            OutputFolder = output,
            Upstream = [],
            Seed = 7,
            Compute = new(Device.Cpu, Precision.Fp32, Environment.ProcessorCount),
            Run = new("1", "bench", "bench", false, null),
            Progress = new Progress<StepProgress>(),
            Time = TimeProvider.System,
        };
        var card = new PreprocessStep().RunAsync(spec, context, CancellationToken.None).GetAwaiter().GetResult().Data!;
        Console.Error.WriteLine($"mlops: {string.Join(", ", card.Splits.Select(split => $"{split.Name} {split.Rows}"))}");
    }
}
