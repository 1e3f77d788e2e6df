namespace MlOps.Inference.Tests;

public sealed class LatencyMeterTests
{
    [Fact]
    public void Percentiles_and_mean_are_those_of_the_calls_after_the_warm_up()
    {
        using var folder = TinyModelFolder.Write();
        using var predictor = Predictor.Open(folder.Path, threads: 1);

        // the calls take 1, 2 ... 500 ms; numpy.percentile of these numbers gives the values below
        var latency = new LatencyMeter(new ClimbingClock()).Measure(predictor, [new("a"), new("b")]);

        Assert.Equal(0.2505, latency.P50, 1e-9);
        Assert.Equal(0.4501, latency.P90, 1e-9);
        Assert.Equal(0.47505, latency.P95, 1e-9);
        Assert.Equal(0.49501, latency.P99, 1e-9);
        Assert.Equal(0.2505, latency.Mean, 1e-9);
        Assert.Equal(500, latency.Calls);
        Assert.Equal(1, latency.Threads);
    }

    /// <summary>Between its n-th two readings n milliseconds pass.</summary>
    private sealed class ClimbingClock : TimeProvider
    {
        private long _readings;
        private long _milliseconds;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp()
        {
            _readings++;
            _milliseconds += _readings % 2 == 0 ? _readings / 2 : 0;
            return _milliseconds;
        }
    }
}
