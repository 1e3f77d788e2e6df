using MlOps.Metrics;
using MlOps.Metrics.Entities;
using MlOps.Metrics.Language;
using MlOps.Metrics.Regression;

namespace MlOps.Tests.Metrics;

public sealed class MetricNameTests
{
    [Theory]
    [InlineData("accuracy", "accuracy")]
    [InlineData("f1.macro", "f1")]
    [InlineData("f1.weighted", "f1.weighted")]
    [InlineData("f1[spam]", "f1[spam]")]
    [InlineData("f1[ not spam ]", "f1[not spam]")]
    [InlineData("f1[\"a]b\"]", "f1[\"a]b\"]")]
    [InlineData("latency.p95", "latency.p95")]
    [InlineData("best-validation-f1.macro", "best-validation-f1")]
    [InlineData("best-validation-f1[spam]", "best-validation-f1[spam]")]
    public void A_name_is_read_to_the_key_of_its_value(string text, string key)
    {
        Assert.True(MetricName.TryParse(text, out var name, out var problem), problem);
        Assert.Equal(key, name.Key);
        Assert.True(name.IsValue);
        Assert.True(IsValue(text));
    }

    [Theory]
    [InlineData("acuracy", "unknown metric 'acuracy'; did you mean 'accuracy'?")]
    [InlineData("f1.wieghted", "unknown metric 'f1.wieghted'; did you mean 'f1.weighted'?")]
    [InlineData("accuracy.macro", "unknown metric 'accuracy.macro'")]
    [InlineData("accuracy[spam]", "'accuracy' has no value for a single label")]
    [InlineData("f1.micro[spam]", "'f1.micro' has no value for a single label")]
    [InlineData("f1[spam", "'f1[spam' should end with one label in brackets, such as 'f1[spam]'")]
    [InlineData("f1[]", "'f1[]' should end with one label in brackets, such as 'f1[spam]'")]
    [InlineData("f1[spam] ", "'f1[spam] ' should end with one label in brackets, such as 'f1[spam]'")]
    public void A_wrong_name_tells_what_is_wrong(string text, string problem)
    {
        Assert.False(MetricName.TryParse(text, out _, out var found));
        Assert.StartsWith(problem, found, StringComparison.Ordinal);
        Assert.False(IsValue(text));
    }

    [Theory]
    [InlineData("latency")]
    [InlineData("support")]
    public void A_family_without_a_value_of_its_own_is_no_value(string text)
    {
        Assert.True(MetricName.TryParse(text, out var name, out _));
        Assert.False(name.IsValue);
        Assert.False(IsValue(text));
    }

    [Fact]
    public void The_name_of_any_label_reads_back()
    {
        const string Characters = "ab \"][.,)-é";
        var chance = new Random(11);
        for (var i = 0; i < 500; i++)
        {
            var label = new string([.. Enumerable.Range(0, chance.Next(1, 8)).Select(_ => Characters[chance.Next(Characters.Length)])]);
            var text = MetricName.ForLabel("f1", label);

            Assert.True(MetricName.TryParse(text, out var name, out var problem), problem);
            Assert.Equal(label, name.Label);
            Assert.Equal(text, name.Key);
        }
    }

    [Fact]
    public void Every_score_has_a_name_of_the_catalogue()
    {
        string[] labels = ["a", "b", "c", "d", "e", "f"];
        var single = ScoredRows.SingleLabel(6, [0, 1], [0.5, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.4, 0.1, 0.1, 0.1, 0.1]);
        var multi = ScoredRows.MultiLabel(6, new bool[12], new double[12]);

        Assert.All(
            ClassificationScores.Compute(labels, single).Keys.Concat(ClassificationScores.Compute(labels, multi).Keys),
            key => Assert.True(MetricName.TryParse(key, out var name, out _) && name.Key == key, key));
    }

    [Fact]
    public void Every_value_of_predictions_in_the_catalogue_is_computed_for_some_task()
    {
        string[] labels = ["a", "b", "c", "d", "e", "f"];
        var single = ScoredRows.SingleLabel(6, [0, 1], [0.5, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.4, 0.1, 0.1, 0.1, 0.1]);
        var multi = ScoredRows.MultiLabel(6, new bool[12], new double[12]);
        TaskScores[] tasks =
        [
            new ClassifiedRows(labels, single),
            new ClassifiedRows(labels, multi),
            new RegressionRows(["price"], [1, 2], [1, 3]),
            new TaggedRows(["B-X", "O"], [["B-X"]], [["O"]]),
            new LanguageRows([new(1, 1, 1, 4)]),
        ];
        var computed = tasks.SelectMany(task => task.Compute().Keys).ToHashSet();
        var named = MetricCatalogue.Names
            .Select(text => MetricName.TryParse(text, out var name, out _) ? name : throw new InvalidOperationException(text))
            .Where(name => name.IsValue && name.Metric.Source == MetricSource.Predictions);

        Assert.All(named, name => Assert.Contains(name.Key, computed));
    }

    private static bool IsValue(string text) => MetricName.TryParse(text, out var name, out _) && name.IsValue;
}
