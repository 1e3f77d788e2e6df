namespace MlOps.Vision.Augmentation;

/// <summary>Chance for one picture of one epoch: the same whichever thread draws it, and in whatever order.</summary>
/// <remarks>SplitMix64: Steele, Lea, Flood 2014, "Fast Splittable Pseudorandom Number Generators".</remarks>
public sealed class Draws
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state;

    /// <param name="seed">The pipeline's seed.</param>
    /// <param name="epoch">Counted from 1.</param>
    /// <param name="row">The place of the picture, or of the batch's first one.</param>
    public Draws(int seed, int epoch, int row)
    {
        foreach (var part in (ReadOnlySpan<int>)[seed, epoch, row])
        {
            _state = Mix(_state ^ (uint)part) + Step;
        }
    }

    /// <summary>A number from 0, below 1.</summary>
    public double Next()
    {
        _state += Step;
        return (Mix(_state) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>A number from one, below the other.</summary>
    /// <param name="from">The least number.</param>
    /// <param name="to">The end.</param>
    public double Between(double from, double to) => from + ((to - from) * Next());

    /// <summary>A whole number from 0, below a number.</summary>
    /// <param name="end">At least 1.</param>
    public int Below(int end) => (int)(Next() * end);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
