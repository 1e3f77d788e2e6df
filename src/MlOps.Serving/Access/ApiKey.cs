namespace MlOps.Serving.Access;

/// <summary>A key that a client may send; only its hash is known here.</summary>
/// <param name="Name">What the operator calls it; stands in logs.</param>
/// <param name="Sha256">SHA-256 of the key, 32 bytes.</param>
/// <param name="Models">The names that it may ask for; empty for all.</param>
public sealed record ApiKey(string Name, byte[] Sha256, IReadOnlyList<string> Models)
{
    /// <summary>True when the key may ask for a model.</summary>
    /// <param name="model">The name that clients ask for.</param>
    public bool IsFor(string model) => Models.Count == 0 || Models.Contains(model);
}
