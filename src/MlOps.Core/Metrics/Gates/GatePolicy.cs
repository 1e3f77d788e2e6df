namespace MlOps.Metrics.Gates;

/// <summary>What becomes of gates that name a champion which cannot be compared with.</summary>
/// <param name="NoChampionPasses">True where such a gate passes as long as there is no champion: on a person's machine, or by <c>no-champion: pass</c>.</param>
/// <param name="AcceptedLoss">The reason given with <c>--accept-champion-loss</c>; null when it was not given.</param>
public sealed record GatePolicy(bool NoChampionPasses, string? AcceptedLoss)
{
    /// <summary>The policy that a word of the user's asks for.</summary>
    /// <param name="noChampion">The word.</param>
    /// <param name="isContinuousIntegration">True on a build server.</param>
    /// <param name="acceptedLoss">The reason given with <c>--accept-champion-loss</c>; null when it was not given.</param>
    public static GatePolicy Of(NoChampion noChampion, bool isContinuousIntegration, string? acceptedLoss) =>
        new(noChampion == NoChampion.Pass || (noChampion == NoChampion.Auto && !isContinuousIntegration), acceptedLoss);
}
