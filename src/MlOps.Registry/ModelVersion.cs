namespace MlOps.Registry;

/// <summary>One version of a registered model. Its files never change; only its stage does.</summary>
/// <param name="Model">Name of the registered model.</param>
/// <param name="Version">Counted from 1, without gaps.</param>
/// <param name="Stage">The stage it has now.</param>
/// <param name="ContentHash">SHA-256 over its model files.</param>
/// <param name="Bytes">Size of its model files.</param>
/// <param name="At">When it was registered, in UTC.</param>
/// <param name="By">Who registered it.</param>
/// <param name="Run">The run that made it.</param>
/// <param name="Folder">Full path of its files.</param>
public sealed record ModelVersion(
    string Model,
    int Version,
    Stage Stage,
    string ContentHash,
    long Bytes,
    DateTimeOffset At,
    string By,
    string Run,
    string Folder);
