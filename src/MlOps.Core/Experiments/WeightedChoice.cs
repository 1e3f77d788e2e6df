using MlOps.Requests;

namespace MlOps.Experiments;

/// <summary>Gives a key one of several arms, always the same one while the weights stay. When an arm's weight grows beside the others', keys move to it and no others move.</summary>
/// <remarks>Weighted rendezvous hashing: each arm draws u from the key and the arm's own name, and the largest -weight / ln u wins (Schindelhauer, Schomaker 2005; Wang and Ravishankar's highest random weight).</remarks>
public static class WeightedChoice
{
    /// <summary>The arm of a key.</summary>
    /// <param name="salt">Keys are divided otherwise under another salt.</param>
    /// <param name="key">For example a user's id.</param>
    /// <param name="arms">Each arm's name and weight, 0 or more; the order does not matter.</param>
    /// <returns>The place of the arm; 0 where every weight is 0.</returns>
    public static int Of(string salt, string key, IReadOnlyList<(string Name, double Weight)> arms)
    {
        var (best, highest) = (0, double.NegativeInfinity);
        for (var arm = 0; arm < arms.Count; arm++)
        {
            var drawn = HashShare.Of($"{salt}\n{arms[arm].Name}", key);
            var score = arms[arm].Weight > 0 ? -arms[arm].Weight / Math.Log(Math.Max(drawn, double.Epsilon)) : double.NegativeInfinity;
            (best, highest) = score > highest ? (arm, score) : (best, highest);
        }

        return best;
    }
}
