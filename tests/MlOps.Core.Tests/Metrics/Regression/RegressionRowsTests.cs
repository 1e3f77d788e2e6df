using MlOps.Metrics;
using MlOps.Metrics.Regression;

namespace MlOps.Tests.Metrics.Regression;

/// <summary>Against values computed by hand from scikit-learn's and scipy's definitions.</summary>
public sealed class RegressionRowsTests
{
    // errors 0, 1, -1, 2: squares 6, absolutes 4; mean of what is true 2.5, its squares 5
    [Fact]
    public void One_target_gets_every_metric()
    {
        var scores = new RegressionRows(["price"], [1, 2, 3, 4], [1, 3, 2, 6]).Compute();

        Assert.Equal(1.5, scores["mse"]!.Value, 12);
        Assert.Equal(Math.Sqrt(1.5), scores["rmse"]!.Value, 12);
        Assert.Equal(1, scores["mae"]!.Value, 12);
        Assert.Equal(1 - (6 / 5.0), scores["r2"]!.Value, 12);
        Assert.Equal(7 / Math.Sqrt(5 * 14), scores["pearson"]!.Value, 12);

        // ranks 1 2 3 4 and 1 3 2 4: 1 - 6 * 2 / (4 * 15)
        Assert.Equal(0.8, scores["spearman"]!.Value, 12);
        Assert.Equal(scores["mse"], scores["mse[price]"]);
    }

    [Fact]
    public void Several_targets_are_averaged_and_stand_by_themselves()
    {
        var scores = new RegressionRows(["a", "b"], [0, 10, 2, 20], [1, 10, 2, 24]).Compute();

        Assert.Equal((0.5, 8.0, 4.25), (scores["mse[a]"]!.Value, scores["mse[b]"]!.Value, scores["mse"]!.Value));
        Assert.Equal((1 - (1 / 2.0)) / 2 + ((1 - (16 / 50.0)) / 2), scores["r2"]!.Value, 12);
    }

    // ranks with ties: 1.5 1.5 3 against 1 2 3
    [Fact]
    public void Equals_share_their_ranks() =>
        Assert.Equal(1.5 / Math.Sqrt(1.5 * 2), new RegressionRows(["x"], [5, 5, 9], [1, 2, 3]).Compute()["spearman"]!.Value, 12);

    [Fact]
    public void What_never_varies_has_no_correlation()
    {
        var scores = new RegressionRows(["x"], [2, 2, 2], [1, 2, 3]).Compute();

        Assert.Null(scores["r2"]);
        Assert.Null(scores["pearson"]);
        Assert.Null(scores["spearman"]);
        Assert.Equal(2 / 3.0, scores["mse"]!.Value, 12);
    }

    [Fact]
    public void Its_intervals_hold_its_value()
    {
        var random = new Random(3);
        var actual = Enumerable.Range(0, 200).Select(_ => random.NextDouble()).ToArray();
        var rows = new RegressionRows(["x"], actual, [.. actual.Select(value => value + (0.1 * random.NextDouble()))]);

        var intervals = Bootstrap.Run(rows, null, seed: 7).Candidate;

        Assert.All(rows.Compute().Where(metric => !metric.Key.Contains('[')), metric => Assert.InRange(metric.Value!.Value, intervals[metric.Key].Low, intervals[metric.Key].High));
    }
}
