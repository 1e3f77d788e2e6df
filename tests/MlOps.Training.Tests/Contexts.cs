using MlOps.Diagnostics;
using MlOps.Running;
using MlOps.Spec;
using MlOps.Steps;

namespace MlOps.Training.Tests;

/// <summary>What a step is given when it runs.</summary>
internal static class Contexts
{
    /// <summary>A context on one thread of the CPU.</summary>
    public static StepContext Create(string pipelineFolder = "", string outputFolder = "", IReadOnlyList<StepOutput>? upstream = null, int seed = 7) => new()
    {
        Name = "train",
        Location = new("pipeline.yml", 9, 3),
        PipelineFolder = pipelineFolder,
        OutputFolder = outputFolder,
        Upstream = upstream ?? [],
        Seed = seed,
        Compute = new(Device.Cpu, Precision.Fp32, Threads: 1),
        Run = new("run", "pipeline", "somebody", IsContinuousIntegration: false, AcceptedChampionLoss: null),
        Progress = new Silence(),
        Time = TimeProvider.System,
    };

    private sealed class Silence : IProgress<StepProgress>
    {
        public void Report(StepProgress value)
        {
        }
    }
}
