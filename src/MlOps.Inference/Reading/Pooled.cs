using MlOps.Models;

namespace MlOps.Inference.Reading;

/// <summary>Makes one row of outputs of those of several windows.</summary>
internal static class Pooled
{
    /// <summary>The mean, or the highest, of each output.</summary>
    /// <param name="windows">[W][C], at least one.</param>
    /// <param name="pool">How.</param>
    /// <returns>[C].</returns>
    public static float[] Of(IReadOnlyList<float[]> windows, Pooling pool) =>
        [.. Enumerable.Range(0, windows[0].Length).Select(output => pool == Pooling.Max ? windows.Max(window => window[output]) : windows.Average(window => window[output]))];
}
