using MlOps.Diagnostics;
using MlOps.Spec;
using MlOps.Steps;

namespace MlOps.Planning;

/// <summary>Checks what takes more than one step to know: needs, cycles, and what each kind asks of its neighbours.</summary>
public static class SpecChecker
{
    /// <summary>Checks a pipeline.</summary>
    /// <param name="pipeline">The pipeline as it was read.</param>
    /// <param name="found">Receives the mistakes.</param>
    /// <returns>The steps among their neighbours, in running order.</returns>
    public static IReadOnlyList<StepCheck> Check(PipelineSpec pipeline, DiagnosticBag found)
    {
        var order = StepOrder.Sort(pipeline.Steps, found);
        var seen = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var step in order)
        {
            seen[step.Name] = [.. step.Needs.SelectMany(need => seen.GetValueOrDefault(need, []).Append(need.Value))];
        }

        var checks = order.Select(step => new StepCheck(
            step,
            [.. order.Where(other => seen[step.Name].Contains(other.Name))],
            [.. order.Where(other => seen[other.Name].Contains(step.Name))],
            pipeline.Folder,
            found)).ToList();
        foreach (var check in checks)
        {
            check.Step.Kind.Check(check);
        }

        return checks;
    }
}
