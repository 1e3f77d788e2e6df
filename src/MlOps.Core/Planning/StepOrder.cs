using MlOps.Diagnostics;
using MlOps.Spec;

namespace MlOps.Planning;

/// <summary>Puts the steps in an order in which every step comes after those that it needs.</summary>
public static class StepOrder
{
    /// <summary>Orders the steps; steps that do not depend on each other keep the order of the file.</summary>
    /// <param name="steps">The steps of a pipeline.</param>
    /// <param name="found">Receives MLOPS1008 for a need that no step has, and one MLOPS2001 for each cycle.</param>
    /// <returns>The order; of a cycle's steps each stands once.</returns>
    public static IReadOnlyList<PipelineStep> Sort(IReadOnlyList<PipelineStep> steps, DiagnosticBag found)
    {
        var byName = steps.ToDictionary(step => step.Name, StringComparer.Ordinal);
        var order = new List<PipelineStep>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        var path = new List<string>();
        foreach (var step in steps)
        {
            Visit(step);
        }

        return order;

        void Visit(PipelineStep step)
        {
            if (path.IndexOf(step.Name) is var start and >= 0)
            {
                var cycle = string.Join(" -> ", path.Skip(start).Append(step.Name));
                found.Add(Rules.Cycle, step.Location, $"step '{step.Name}' needs itself: {cycle}; remove one of these needs");
                return;
            }

            if (!done.Add(step.Name))
            {
                return;
            }

            path.Add(step.Name);
            foreach (var need in step.Needs)
            {
                if (byName.TryGetValue(need, out var needed))
                {
                    Visit(needed);
                }
                else
                {
                    found.Add(Rules.UnknownStep, need.Location, $"step '{step.Name}' needs '{need}', and there is no step of that name{Spelling.Hint(need, byName.Keys)}");
                }
            }

            path.RemoveAt(path.Count - 1);
            order.Add(step);
        }
    }
}
