using MlOps.Bases;
using MlOps.Diagnostics;
using MlOps.Inference;
using MlOps.Spec;
using MlOps.Training.FineTune;

namespace MlOps.Training.Tests.FineTune;

/// <summary>Reads a fine-tune step's keys from YAML; they begin on line 5, in column 5.</summary>
internal static class Specs
{
    /// <summary>Keys that hold no mistake.</summary>
    public static FineTuneSpec Read(string keys)
    {
        var (spec, found) = ReadWithMistakes(keys);
        Assert.Empty(found);
        return spec;
    }

    /// <summary>The base model of a step, as the plan finds it: a folder.</summary>
    public static IReadOnlyDictionary<string, FoundBase> Bases(FineTuneSpec spec, string pipelineFolder) =>
        new Dictionary<string, FoundBase> { [spec.Base] = FoundBase.At(Path.Combine(pipelineFolder, spec.Base), spec.Base) };

    /// <summary>Keys and what is wrong with them.</summary>
    public static (FineTuneSpec Spec, IReadOnlyList<string> Found) ReadWithMistakes(string keys)
    {
        var text = "name: test\nsteps:\n  train:\n    uses: fine-tune\n" + string.Concat(keys.TrimEnd().Split('\n').Select(line => $"    {line}\n"));
        var found = new DiagnosticBag();
        var step = new FineTuneStep(OnnxLogits.Score);
        var pipeline = SpecReader.Read(new("pipeline.yml", "", text, new Dictionary<string, string>(), null, _ => null), [step], found);
        return ((FineTuneSpec)pipeline!.Steps[0].Spec, [.. found.All.Select(diagnostic => diagnostic.ToString())]);
    }
}
