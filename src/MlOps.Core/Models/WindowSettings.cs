namespace MlOps.Models;

/// <summary>How texts longer than the model reads are cut into overlapping windows.</summary>
/// <param name="Stride">Tokens that two neighbours share.</param>
/// <param name="Pool">How the windows' outputs become one.</param>
public sealed record WindowSettings(int Stride, Pooling Pool);
