using MlOps.Testing;

namespace MlOps.Tests.Steps.Preprocess;

/// <summary>Texts pass through; what stays in memory grows by a few bytes a row.</summary>
[Collection(nameof(PreprocessMemoryTests))]
[CollectionDefinition(nameof(PreprocessMemoryTests), DisableParallelization = true)]
public sealed class PreprocessMemoryTests : IDisposable
{
    // what tests before this one have left may be given back in the middle of a measurement; what a row costs is there each time
    private const int Attempts = 3;

    private readonly PreprocessBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("duplicates", 200_000, 50_000, 64)]
    [InlineData("near-duplicates", 60_000, 20_000, 600)]
    public void Memory_grows_by_no_more_than_promised_for_each_row(string drop, int manyRows, int fewRows, int bytesPerRow)
    {
        // 8 bytes of grace for the block sizes of the collector
        var allowed = bytesPerRow + 8;

        // the first run loads code and tables
        _ = Peak(drop, fewRows);
        var growth = Growth(drop, manyRows, fewRows);
        for (var attempt = 1; attempt < Attempts && (growth < -1 || growth > allowed); attempt++)
        {
            growth = Growth(drop, manyRows, fewRows);
        }

        Assert.InRange(growth, -1, allowed);
    }

    private double Growth(string drop, int manyRows, int fewRows)
    {
        var few = Peak(drop, fewRows);
        return (double)(Peak(drop, manyRows) - few) / (manyRows - fewRows);
    }

    // the greatest size of all living objects, looked at between batches
    private long Peak(string drop, int rows)
    {
        var text = string.Concat(Enumerable.Repeat("lorem ipsum dolor sit amet ", 20));
        using (var writer = File.CreateText(_bench.File("rows.csv")))
        {
            writer.WriteLine("text,label");
            for (var i = 0; i < rows; i++)
            {
                writer.WriteLine($"{text}{i * 7919L} {i * 104729L} {i},{"ab"[i % 2]}");
            }
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var sampler = new HeapSampler();
        _ = _bench.Run($"{{ data: rows.csv, drop: {drop} }}");
        return sampler.Peak - before;
    }
}
