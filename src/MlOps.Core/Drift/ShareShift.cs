namespace MlOps.Drift;

/// <summary>How the share of one name has moved.</summary>
/// <param name="Name">A word or a label.</param>
/// <param name="Reference">Its share in the training profile.</param>
/// <param name="Share">Its share now.</param>
public sealed record ShareShift(string Name, double Reference, double Share);
