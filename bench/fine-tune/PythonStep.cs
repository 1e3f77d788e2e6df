using System.Globalization;

namespace MlOps.Bench.FineTune;

/// <summary>The same training step in Python.</summary>
/// <param name="shape">The model.</param>
/// <param name="threads">Threads of libtorch.</param>
internal sealed class PythonStep(Shape shape, int threads) : IDisposable
{
    private readonly PythonProcess _process = new(Arguments(shape, threads));

    /// <summary>Trains for a while on texts of one length.</summary>
    /// <returns>Rows a second.</returns>
    public double Run(int length, TimeSpan least) => _process.Ask(string.Create(CultureInfo.InvariantCulture, $"for {least.TotalSeconds} {length}"));

    /// <summary>Trains on one batch of each length.</summary>
    /// <returns>Rows a second.</returns>
    public double RunAll(IEnumerable<int> lengths) => _process.Ask($"each {string.Join(' ', lengths)}");

    public void Dispose() => _process.Dispose();

    private static IEnumerable<string> Arguments(Shape shape, int threads)
    {
        var config = shape.Config;
        int[] numbers = [config.VocabularySize, config.HiddenSize, config.Layers, config.Heads, config.IntermediateSize, threads];
        return numbers.Select(number => number.ToString(CultureInfo.InvariantCulture));
    }
}
