using MlOps.Experiments;

namespace MlOps.Tests.Experiments;

public sealed class ExperimentStatisticsTests
{
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)] // Newcombe 1998, Two-sided confidence intervals for the single proportion, table I, method 3
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilsons_interval_is_that_of_the_published_table(long hits, long trials, double low, double high)
    {
        var interval = new Rate(hits, trials).Interval()!;

        Assert.Equal((low, high), (Math.Round(interval.Low, 4), Math.Round(interval.High, 4)));
    }

    [Theory]
    [InlineData(48, 80, 56, 70, 0.0524, 0.3339)] // Newcombe 1998, Interval estimation for the difference, table II, method 10
    [InlineData(3, 10, 9, 10, 0.1705, 0.8090)]
    [InlineData(0, 20, 10, 10, 0.6791, 1)]
    public void Newcombes_interval_of_a_difference_is_that_of_the_published_table(long firstHits, long first, long secondHits, long second, double low, double high)
    {
        var interval = RateDifference.Interval(new(firstHits, first), new(secondHits, second))!;

        Assert.Equal((low, high), (Math.Round(interval.Low, 4), Math.Round(interval.High, 4)));
    }

    [Fact]
    public void Without_trials_nothing_is_said()
    {
        Assert.Null(new Rate(0, 0).Share);
        Assert.Null(RateDifference.Interval(new(0, 0), new(1, 2)));
        Assert.Equal(1, SequentialTest.PValue(new(0, 99), new(99, 99)));
        Assert.Null(SequentialTest.Interval(new(0, 99), new(99, 99)));
    }

    [Theory]
    [InlineData(0.02, 0.5)]
    [InlineData(0.10, 0.5)]
    [InlineData(0.50, 0.5)]
    [InlineData(0.10, 0.1)] // a canary of a tenth
    public void Looking_after_every_request_finds_a_difference_that_is_not_there_in_at_most_5_of_100_experiments(double share, double toSecond)
    {
        var alarms = Alarms(share, share, toSecond, experiments: 500, requests: 4_000, out var usual);

        Assert.InRange(alarms, 0, 0.05);
        Assert.InRange(usual, 0.15, 1); // what a usual z-test does to somebody who looks that often
    }

    [Fact]
    public void A_difference_that_is_there_is_found() => Assert.InRange(Alarms(0.10, 0.17, 0.5, experiments: 200, requests: 4_000, out _), 0.9, 1);

    [Fact]
    public void The_interval_leaves_zero_out_exactly_where_the_p_value_is_below_the_level()
    {
        var chance = new Random(3);
        for (var i = 0; i < 2_000; i++)
        {
            var (first, second) = (chance.Next(100, 5_000), chance.Next(100, 5_000));
            var (a, b) = (new Rate(chance.Next(first / 5), first), new Rate(chance.Next(second / 5), second));
            var interval = SequentialTest.Interval(a, b)!;

            Assert.Equal(SequentialTest.PValue(a, b) < 0.05, interval.Low > 0 || interval.High < 0);
        }
    }

    // the share of experiments that are stopped at some request, by the sequential test and by a z-test at 5 %
    private static double Alarms(double first, double second, double toSecond, int experiments, int requests, out double usual)
    {
        var chance = new Random(20261122);
        var (stopped, stoppedByUsual) = (0, 0);
        for (var experiment = 0; experiment < experiments; experiment++)
        {
            Rate a = new(0, 0), b = new(0, 0);
            var (isStopped, isStoppedByUsual) = (false, false);
            for (var request = 0; request < requests; request++)
            {
                if (chance.NextDouble() < toSecond)
                {
                    b = new(b.Hits + (chance.NextDouble() < second ? 1 : 0), b.Trials + 1);
                }
                else
                {
                    a = new(a.Hits + (chance.NextDouble() < first ? 1 : 0), a.Trials + 1);
                }

                isStopped |= SequentialTest.PValue(a, b) < 0.05;
                isStoppedByUsual |= IsUsuallyStopped(a, b);
            }

            stopped += isStopped ? 1 : 0;
            stoppedByUsual += isStoppedByUsual ? 1 : 0;
        }

        usual = (double)stoppedByUsual / experiments;
        return (double)stopped / experiments;
    }

    private static bool IsUsuallyStopped(Rate a, Rate b)
    {
        if (Math.Min(a.Trials, b.Trials) < SequentialTest.LeastTrials)
        {
            return false;
        }

        var pooled = (double)(a.Hits + b.Hits) / (a.Trials + b.Trials);
        var error = Math.Sqrt(pooled * (1 - pooled) * ((1.0 / a.Trials) + (1.0 / b.Trials)));
        return error > 0 && Math.Abs(a.Share!.Value - b.Share!.Value) / error > Rate.Normal975;
    }
}
