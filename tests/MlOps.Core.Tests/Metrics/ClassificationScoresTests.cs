using MlOps.Metrics;

namespace MlOps.Tests.Metrics;

/// <summary>Small tables, worked out by hand.</summary>
public sealed class ClassificationScoresTests
{
    private static readonly string[] HamSpam = ["ham", "spam"];

    [Fact]
    public void Two_classes_by_hand()
    {
        // truth: 4 ham, 2 spam; predicted spam: one ham, one spam. Confusion: ham 3|1, spam 1|1
        var scores = ClassificationScores.Compute(HamSpam, Binary((0, 0.1), (0, 0.2), (0, 0.3), (0, 0.6), (1, 0.4), (1, 0.9)));

        Assert.Equal(4 / 6.0, scores["accuracy"]);
        Assert.Equal(0.75, scores["recall[ham]"]);
        Assert.Equal(0.5, scores["precision[spam]"]);
        Assert.Equal(0.5, scores["f1[spam]"]);
        Assert.Equal((0.75 + 0.5) / 2, scores["f1"]);
        Assert.Equal(((4 * 0.75) + (2 * 0.5)) / 6, scores["f1.weighted"]);
        Assert.Equal(4 / 6.0, scores["f1.micro"]);
        Assert.Equal((0.75 + 0.5) / 2, scores["balanced-accuracy"]);
        Assert.Equal(4, scores["support[ham]"]);

        // of the 8 pairs (spam, ham) only (0.4, 0.6) stands the wrong way round
        Assert.Equal(7 / 8.0, scores["roc-auc"]);

        // by falling probability: spam (1/1), ham, spam (2/3)
        Assert.Equal((1 + (2 / 3.0)) / 2, scores["average-precision"]);

        // chance agrees on (4*4 + 2*2)/36 = 5/9 of the rows
        Assert.Equal(((4 / 6.0) - (5 / 9.0)) / (4 / 9.0), scores["cohen-kappa"]!.Value, 12);

        // (3*1 - 1*1) / sqrt(4*2*4*2)
        Assert.Equal(0.25, scores["matthews"]!.Value, 12);
    }

    [Fact]
    public void Losses_by_hand()
    {
        var scores = ClassificationScores.Compute(HamSpam, Binary((0, 0.25), (1, 0.25)));

        Assert.Equal(-(Math.Log(0.75) + Math.Log(0.25)) / 2, scores["log-loss"]!.Value, 12);
        Assert.Equal(((2 * 0.0625) + (2 * 0.5625)) / 2, scores["brier"]!.Value, 12);

        // both rows are in one bin: confidence 0.75, half of them right
        Assert.Equal(0.25, scores["calibration-error"]!.Value, 12);
    }

    [Fact]
    public void A_certain_but_wrong_prediction_has_a_finite_log_loss() =>
        Assert.InRange(ClassificationScores.Compute(HamSpam, Binary((0, 1.0)))["log-loss"]!.Value, 36, 37);

    [Fact]
    public void A_row_counts_where_its_label_is_among_the_most_probable()
    {
        // eight labels, of falling probability from the first to the last; rows of the 1st, 3rd, 5th and 8th
        string[] labels = ["a", "b", "c", "d", "e", "f", "g", "h"];
        double[] falling = [0.3, 0.2, 0.15, 0.12, 0.1, 0.07, 0.04, 0.02];
        var scores = ClassificationScores.Compute(labels, ScoredRows.SingleLabel(8, [0, 2, 4, 7], [.. falling, .. falling, .. falling, .. falling]));

        Assert.Equal(0.25, scores["accuracy"]);
        Assert.Equal(0.5, scores["top-3-accuracy"]);
        Assert.Equal(0.75, scores["top-5-accuracy"]);
    }

    [Fact]
    public void Five_labels_have_no_top_5()
    {
        var scores = ClassificationScores.Compute(["a", "b", "c", "d", "e"], ScoredRows.SingleLabel(5, [0], [0.5, 0.2, 0.1, 0.1, 0.1]));
        Assert.True(scores.ContainsKey("top-3-accuracy"));
        Assert.False(scores.ContainsKey("top-5-accuracy"));
    }

    [Fact]
    public void Ties_count_half_in_the_ROC_area() =>
        Assert.Equal(0.5, ClassificationScores.Compute(HamSpam, Binary((0, 0.5), (1, 0.5), (0, 0.5)))["roc-auc"]);

    [Fact]
    public void A_slice_of_one_class_has_no_value_that_contrasts_classes()
    {
        var scores = ClassificationScores.ComputeSlice(HamSpam, Binary((0, 0.1), (0, 0.2), (0, 0.9), (0, 0.3)));

        Assert.Equal(0.75, scores["accuracy"]);
        Assert.Equal(0.75, scores["recall[ham]"]);
        string[] undefined = ["f1", "precision", "recall", "f1.weighted", "f1[ham]", "f1[spam]", "recall[spam]", "roc-auc", "matthews", "cohen-kappa", "balanced-accuracy"];
        Assert.All(undefined, name => Assert.Null(scores[name]));
    }

    [Fact]
    public void A_slice_averages_over_the_classes_that_it_holds()
    {
        string[] labels = ["a", "b", "c"];
        var rows = ScoredRows.SingleLabel(3, [0, 1], [0.8, 0.1, 0.1, 0.1, 0.8, 0.1]);

        Assert.Equal(1, ClassificationScores.ComputeSlice(labels, rows)["f1"]);
        Assert.Equal(2 / 3.0, ClassificationScores.Compute(labels, rows)["f1"]!.Value, 12);
    }

    [Fact]
    public void Multi_label_rows_by_hand()
    {
        // row 1: true {a}, predicted {a, b}; row 2: true {a, b}, predicted {b}
        var rows = ScoredRows.MultiLabel(2, [true, false, true, true], [0.9, 0.5, 0.2, 0.7]);
        var scores = ClassificationScores.Compute(["a", "b"], rows);

        Assert.Equal(0, scores["subset-accuracy"]);
        Assert.Equal(0.5, scores["hamming-loss"]);
        Assert.Equal(2 * 2 / 6.0, scores["f1.micro"]!.Value, 12);
        Assert.Equal(((2 / 3.0) + (2 / 3.0)) / 2, scores["f1"]!.Value, 12);
        Assert.Equal((0.5 + 1) / 2, scores["precision.samples"]);
        Assert.Equal((1 + 0.5) / 2, scores["recall.samples"]);
    }

    [Theory]
    [InlineData(0, 0, 1.0)]
    [InlineData(0, 5, 0.0625)] // 2 * 1/32
    [InlineData(1, 3, 0.625)] // 2 * (1 + 4)/16
    [InlineData(3000, 3000, 1.0)]
    public void The_exact_McNemar_test_by_hand(long onlyFirst, long onlySecond, double expected) =>
        Assert.Equal(expected, McNemar.PValue(onlyFirst, onlySecond), 12);

    [Fact]
    public void The_exact_McNemar_test_bears_many_rows() =>
        Assert.InRange(McNemar.PValue(20_000, 20_400), 0.04, 0.05); // normal approximation: z = 1.985, p = 0.047

    private static ScoredRows Binary(params (int Class, double Spam)[] rows) =>
        ScoredRows.SingleLabel(2, [.. rows.Select(row => row.Class)], [.. rows.SelectMany(row => new[] { 1 - row.Spam, row.Spam })]);
}
