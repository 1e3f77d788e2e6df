using MlOps.Training.Trainer;

namespace MlOps.Training.Tests.Trainer;

public sealed class EarlyStoppingTests
{
    [Theory]
    [InlineData(true, 2, new[] { 0.5, 0.7, 0.6, 0.7 }, 2, 4)]
    [InlineData(true, 2, new[] { 0.5, 0.7, 0.6, 0.8, 0.1, 0.2 }, 4, 6)]
    [InlineData(false, 1, new[] { 0.5, 0.4, 0.45 }, 2, 3)]
    [InlineData(true, 3, new[] { double.NaN, double.NaN, 0.1, 0.1, 0.1 }, 3, 5)]
    [InlineData(true, 1, new[] { double.NaN, double.NaN }, 1, 2)]
    public void Training_stops_when_patience_is_exhausted_and_the_first_of_equals_is_best(
        bool higherIsBetter, int patience, double[] values, int best, int last)
    {
        var stopping = new EarlyStopping(higherIsBetter, patience);
        var epoch = 0;
        while (!stopping.ShouldStop && epoch < values.Length)
        {
            var value = values[epoch++];
            _ = stopping.Observe(epoch, double.IsNaN(value) ? null : value);
        }

        Assert.Equal((best, last), (stopping.BestEpoch, epoch));
    }

    [Fact]
    public void Without_patience_training_goes_on()
    {
        var stopping = new EarlyStopping(higherIsBetter: true, patience: null);
        Assert.True(stopping.Observe(1, 0.9));
        Assert.All(Enumerable.Range(2, 50), epoch => Assert.False(stopping.Observe(epoch, 0.1)));
        Assert.False(stopping.ShouldStop);
        Assert.Equal(1, stopping.BestEpoch);
    }
}
