using MlOps.Metrics;

namespace MlOps.Tests.Metrics;

public sealed class BootstrapTests
{
    private static readonly string[] Labels = ["ham", "spam"];

    [Fact]
    public void The_interval_of_accuracy_is_near_the_binomial_one()
    {
        // 400 of 500 right: 0.8 -+ 1.96 * sqrt(0.8 * 0.2 / 500) = 0.765 .. 0.835
        var interval = Bootstrap.Run(Rows(500, wrongUpTo: 100), null, seed: 7).Candidate["accuracy"];

        Assert.InRange(interval.Low, 0.760, 0.770);
        Assert.InRange(interval.High, 0.830, 0.840);
    }

    [Fact]
    public void The_same_seed_gives_the_same_intervals_and_another_seed_others()
    {
        var rows = Rows(300, wrongUpTo: 40);
        var first = Bootstrap.Run(rows, rows, seed: 7);

        Assert.Equal(first.Candidate, Bootstrap.Run(rows, rows, seed: 7).Candidate);
        Assert.NotEqual(first.Candidate["log-loss"], Bootstrap.Run(rows, rows, seed: 8).Candidate["log-loss"]);
    }

    [Fact]
    public void Models_that_say_the_same_differ_by_nothing()
    {
        var rows = Rows(200, wrongUpTo: 40);
        Assert.All(Bootstrap.Run(rows, Rows(200, wrongUpTo: 40), seed: 1).Differences.Values, interval => Assert.Equal(new(0, 0), interval));
    }

    [Fact]
    public void A_candidate_that_is_right_wherever_the_champion_is_never_loses_accuracy()
    {
        // paired: each resample holds the same rows for both, so no resample can favour the champion
        var differences = Bootstrap.Run(Rows(400, wrongUpTo: 40), Rows(400, wrongUpTo: 60), seed: 3).Differences;

        // 20 of 400 rows differ: 0.05 -+ 1.96 * sqrt(0.05 * 0.95 / 400) = 0.029 .. 0.071
        Assert.InRange(differences["accuracy"].Low, 0.024, 0.034);
        Assert.InRange(differences["accuracy"].High, 0.066, 0.076);
    }

    [Fact]
    public void A_metric_computed_from_counts_is_the_metric_computed_from_rows()
    {
        var rows = Rows(97, wrongUpTo: 20);
        var scores = rows.Resample();
        int[] picks = [.. Enumerable.Range(0, 97).Select(row => row * row % 97)];
        var chosen = ClassificationScores.Compute(Labels, rows.Rows.Select(picks));

        Assert.All(scores.Names.Zip(scores.Compute(picks)), pair => Assert.Equal(chosen[pair.First]!.Value, pair.Second, 12));
    }

    [Fact]
    public void Without_a_champion_there_are_no_differences() => Assert.Empty(Bootstrap.Run(Rows(20, 2), null, 1).Differences);

    // rows alternate between the classes; the first few are predicted wrongly
    private static ClassifiedRows Rows(int count, int wrongUpTo)
    {
        var classes = Enumerable.Range(0, count).Select(row => row % 2).ToArray();
        var probabilities = classes.SelectMany((actual, row) =>
        {
            var right = 0.55 + (0.4 * row / count);
            var actualShare = row < wrongUpTo ? 1 - right : right;
            return actual == 0 ? new[] { actualShare, 1 - actualShare } : [1 - actualShare, actualShare];
        });
        return new(Labels, ScoredRows.SingleLabel(2, classes, [.. probabilities]));
    }
}
