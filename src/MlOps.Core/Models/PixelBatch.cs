namespace MlOps.Models;

/// <summary>Pictures of one size, as a network takes them.</summary>
/// <param name="Values">[Rows, 3, Height, Width], row after row: red, green and blue, normalized.</param>
/// <param name="Rows">Number of pictures.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Width">In pixels.</param>
public sealed record PixelBatch(float[] Values, int Rows, int Height, int Width);
