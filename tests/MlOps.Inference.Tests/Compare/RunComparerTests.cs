using MlOps.Inference.Compare;
using MlOps.Reporting;
using MlOps.Reporting.Comparison;
using MlOps.Testing;

namespace MlOps.Inference.Tests.Compare;

public sealed class RunComparerTests : IDisposable
{
    private readonly TemporaryFolder _cache = new();

    public void Dispose() => _cache.Dispose();

    [Fact]
    public void Rows_that_changed_sides_are_listed_and_mcnemar_judges_them()
    {
        // of eight spam mails A has one right, B the seven others and none that A has
        var runs = Compare(
            new(_cache, "a") { True = Spam(8), Spam = [0.9, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1] },
            new(_cache, "b") { True = Spam(8), Spam = [0.1, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9] });
        var rows = runs.Rows!;

        Assert.Equal((8, 0, 0, 0, 0), (rows.Both, rows.OnlyInA, rows.OnlyInB, rows.RightInBoth, rows.WrongInBoth));
        Assert.Equal([2L, 3, 4, 5, 6, 7, 8], rows.Better.Select(row => row.Row));
        var worse = Assert.Single(rows.Worse);
        Assert.Equal(("text 1", "spam", "spam", "ham"), (worse.Text, worse.Labels[0], worse.A[0], worse.B[0]));

        // two-sided exact binomial of 1 in 8: 2 * (1 + 8) / 256
        Assert.Equal(18.0 / 256, runs.Metrics.Single(metric => metric.Name == "accuracy").PValue!.Value, 12);
    }

    [Fact]
    public void Rows_of_models_that_predict_numbers_are_not_put_side_by_side()
    {
        var runs = Compare(
            new(_cache, "a") { True = Spam(2), Spam = [0.9, 0.1], IsOfNumbers = true },
            new(_cache, "b") { True = Spam(2), Spam = [0.1, 0.9], IsOfNumbers = true });

        Assert.Null(runs.Rows);
        Assert.Contains("The rows are put side by side for classifiers only.", runs.Notes);
    }

    [Fact]
    public void The_interval_of_a_difference_that_every_row_shares_has_no_width()
    {
        var runs = Compare(
            new(_cache, "a") { True = Spam(20), Spam = [.. Enumerable.Repeat(0.1, 20)], Accuracy = 0 },
            new(_cache, "b") { True = Spam(20), Spam = [.. Enumerable.Repeat(0.9, 20)], Accuracy = 1 });
        var accuracy = runs.Metrics.Single();

        Assert.Equal((0, 1), (accuracy.A, accuracy.B));
        Assert.Equal(new(1, 1), accuracy.Interval);
        Assert.Equal(2 * Math.Pow(0.5, 20), accuracy.PValue!.Value, 12);
    }

    [Fact]
    public void Rows_of_the_same_data_are_found_by_number_and_of_other_data_by_text()
    {
        KeptRun first = new(_cache, "a") { True = Spam(3), Spam = [0.9, 0.9, 0.9], Text = "before" };

        Assert.Equal(2, Compare(first, new(_cache, "b") { True = Spam(2), Spam = [0.9, 0.9], Text = "after" }).Rows!.Both);
        Assert.Equal(1, Compare(first, new(_cache, "c") { True = Spam(1), Spam = [0.9], Text = "before", Data = "e" }).Rows!.Both);

        var none = Compare(first, new(_cache, "d") { True = Spam(1), Spam = [0.9], Text = "after", Data = "e" });
        Assert.Null(none.Rows);
        Assert.Equal("The rows cannot be put side by side: the runs tell other labels, or share no test row.", Assert.Single(none.Notes));
    }

    [Fact]
    public void Settings_that_differ_are_named_with_both_values_and_steps_before_do_not_count()
    {
        var runs = Compare(
            new(_cache, "a") { True = Spam(1), Spam = [0.9] },
            new(_cache, "b") { True = Spam(1), Spam = [0.9], Epochs = "3" });

        Assert.Equal([new SettingDifference("train", "setting epochs", "2", "3")], runs.Settings);
    }

    [Fact]
    public void Only_slices_that_got_worse_are_shown_and_undefined_ones_are_not_compared()
    {
        var runs = Compare(
            new(_cache, "a") { True = Spam(1), Spam = [0.9], Slices = [Slice("easy", 0.9, 0.1), Slice("hard", 0.6, 0.5), Slice("odd", null, 0.2)] },
            new(_cache, "b") { True = Spam(1), Spam = [0.9], Slices = [Slice("easy", 0.95, 0.3), Slice("hard", 0.3, 0.4), Slice("odd", 0.1, null), Slice("new", 0.1, 9)] });

        Assert.Equal(
            [("hard", "accuracy", 0.6, 0.3), ("easy", "log-loss", 0.1, 0.3)],
            runs.Slices.Select(slice => (slice.Value, slice.Metric, slice.A, slice.B)));
    }

    [Fact]
    public void A_run_whose_outputs_were_removed_is_compared_by_its_record_alone()
    {
        var (a, b) = (new KeptRun(_cache, "a") { True = Spam(1), Spam = [0.9], Accuracy = 0.4 }.Write(), new KeptRun(_cache, "b") { True = Spam(1), Spam = [0.9] }.Write());
        Directory.Delete(_cache.File("a-prepare"), recursive: true);

        var runs = new RunComparer(new(_cache.Path)).Compare(a, b);

        Assert.Null(runs.Rows);
        Assert.Equal((0.4, 0.5), (runs.Metrics[0].A, runs.Metrics[0].B));
        Assert.Equal(2, runs.Notes.Count);
        Assert.Contains("predictions of a run are not kept any more", MarkdownReport.Write(DifferenceReport.Of(runs)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_says_what_changed_in_its_headline()
    {
        var report = DifferenceReport.Of(Compare(
            new(_cache, "a") { True = Spam(8), Spam = [0.9, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1], Accuracy = 0.125 },
            new(_cache, "b") { True = Spam(8), Spam = [0.1, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9], Accuracy = 0.875 }));

        Assert.Equal("run b against a: accuracy +0.75 (p = 0.0703); 7 rows better, 1 worse", report.Headline);
        Assert.Equal(["Runs", "Metrics", "Rows that changed sides"], report.Sections.Select(section => section.Heading));
    }

    private static string[] Spam(int count) => [.. Enumerable.Repeat("spam", count)];

    private static Metrics.SliceScore Slice(string value, double? accuracy, double? logLoss) =>
        new("group", value, 5, new Dictionary<string, double?> { ["accuracy"] = accuracy, ["log-loss"] = logLoss });

    private RunDifference Compare(KeptRun a, KeptRun b) => new RunComparer(new(_cache.Path)).Compare(a.Write(), b.Write());
}
