using MlOps.Spec;

namespace MlOps.Metrics.Gates;

/// <summary>A list of gates in pipeline.yml.</summary>
public static class GateList
{
    /// <summary>Reads the list; empty when the key is absent.</summary>
    /// <param name="map">The mapping that holds it; receives the mistakes, MLOPS1010 and MLOPS1011.</param>
    /// <param name="key">Its key.</param>
    /// <param name="about">What the key does.</param>
    public static IReadOnlyList<GateExpression> Read(SpecMap map, string key, string about)
    {
        var gates = new List<GateExpression>();
        foreach (var text in map.Texts(key, about))
        {
            if (GateExpression.Parse(text, out var problem) is { } gate)
            {
                gates.Add(gate);
            }
            else
            {
                map.Report(problem!.Rule, problem.Location, problem.Message);
            }
        }

        return gates;
    }
}
