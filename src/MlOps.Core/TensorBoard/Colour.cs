namespace MlOps.TensorBoard;

/// <summary>A colour.</summary>
/// <param name="Red">0 to 255.</param>
/// <param name="Green">0 to 255.</param>
/// <param name="Blue">0 to 255.</param>
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    public static Colour Black => new(0, 0, 0);

    public static Colour White => new(255, 255, 255);

    /// <summary>A colour between two.</summary>
    /// <param name="other">The other end.</param>
    /// <param name="share">0 for this one, 1 for the other.</param>
    public Colour Towards(Colour other, double share) => new(
        Between(Red, other.Red, share), Between(Green, other.Green, share), Between(Blue, other.Blue, share));

    private static byte Between(byte from, byte to, double share) => (byte)Math.Round(from + ((to - from) * share));
}
