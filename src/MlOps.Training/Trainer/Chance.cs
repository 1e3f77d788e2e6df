namespace MlOps.Training.Trainer;

/// <summary>
/// The seeds of a training. Each epoch's order and each step's dropout have their own, made of the pipeline's seed and the number of the epoch or step:
/// a training that goes on from a checkpoint draws what it would have drawn, without any generator's state being kept.
/// </summary>
/// <remarks>Seeds are mixed as in Steele, Lea and Flood 2014, "Fast Splittable Pseudorandom Number Generators", so that neighbours share nothing.</remarks>
internal static class Chance
{
    private const ulong Increment = 0x9e3779b97f4a7c15; // 2^64 divided by the golden ratio

    /// <summary>Draws the order of an epoch's rows.</summary>
    /// <param name="seed">The pipeline's.</param>
    /// <param name="epoch">Counted from 1.</param>
    public static Random OfEpoch(int seed, int epoch) => new((int)(Mix(seed, epoch, purpose: 1) & int.MaxValue));

    /// <summary>The seed of libtorch's generator for a step.</summary>
    /// <param name="seed">The pipeline's.</param>
    /// <param name="step">Steps taken before it.</param>
    public static long OfStep(int seed, int step) => (long)(Mix(seed, step, purpose: 2) & long.MaxValue);

    /// <summary>Draws what is done to a row in an epoch, whatever batch it is in.</summary>
    /// <param name="seed">The pipeline's.</param>
    /// <param name="epoch">Counted from 1.</param>
    /// <param name="row">Its place in the set.</param>
    public static Random OfRow(int seed, int epoch, int row) => new((int)(Mix(Mix(seed, epoch, purpose: 3) + (uint)row) & int.MaxValue));

    /// <summary>Draws the seeds of a step's layers, where their activations are computed twice.</summary>
    /// <param name="seed">The pipeline's.</param>
    /// <param name="step">Steps taken before it.</param>
    public static Random OfLayers(int seed, int step) => new((int)(Mix(seed, step, purpose: 4) & int.MaxValue));

    private static ulong Mix(int seed, int number, uint purpose) => Mix(Mix(Mix((uint)seed) + purpose) + (uint)number);

    private static ulong Mix(ulong value)
    {
        value += Increment;
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }
}
