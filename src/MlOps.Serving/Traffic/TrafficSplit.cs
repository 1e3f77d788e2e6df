using Microsoft.AspNetCore.Http;
using MlOps.Experiments;

namespace MlOps.Serving.Traffic;

/// <summary>Chooses the arm of each request of a route. Safe for threads; shares may change at any time.</summary>
/// <param name="arms">Names of the arms.</param>
/// <param name="shares">Their shares, of any sum.</param>
/// <param name="settings">How clients are told apart.</param>
public sealed class TrafficSplit(IReadOnlyList<string> arms, IReadOnlyList<double> shares, TrafficSettings settings)
{
    private (string Name, double Weight)[] _weights = [.. arms.Zip(shares)];

    /// <summary>Names of the arms.</summary>
    public IReadOnlyList<string> Arms => arms;

    /// <summary>Their shares now, in the same order.</summary>
    public IReadOnlyList<double> Shares => [.. Volatile.Read(ref _weights).Select(arm => arm.Weight)];

    /// <summary>Chooses.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">Its id, by which requests are divided that tell no client.</param>
    /// <returns>The place of the arm.</returns>
    public int Choose(HttpRequest request, string id)
    {
        if (settings.ArmHeader is { } header && request.Headers[header].ToString() is { Length: > 0 } asked && PlaceOf(asked) is { } named)
        {
            return named;
        }

        return WeightedChoice.Of(settings.Salt, settings.Key?.Of(request) ?? id, Volatile.Read(ref _weights));
    }

    /// <summary>Gives arms other shares.</summary>
    /// <param name="byArm">Shares by the names of arms; others stay as they are.</param>
    public void Change(IReadOnlyDictionary<string, double> byArm) =>
        Volatile.Write(ref _weights, [.. Volatile.Read(ref _weights).Select(arm => (arm.Name, byArm.GetValueOrDefault(arm.Name, arm.Weight)))]);

    // an arm's whole name, or what stands behind its @
    private int? PlaceOf(string asked)
    {
        for (var arm = 0; arm < arms.Count; arm++)
        {
            if (arms[arm] == asked || arms[arm].EndsWith($"@{asked}", StringComparison.Ordinal))
            {
                return arm;
            }
        }

        return null;
    }
}
