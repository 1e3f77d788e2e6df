using MlOps.Reporting;

namespace MlOps.Tests.Reporting;

public sealed class SeveralModelsTests
{
    private static readonly string[] Report = MarkdownReport.Write(RunReport.Of(SampleRuns.TwoModels())).Split('\n');

    [Fact]
    public void Several_evaluations_stand_beside_each_other_in_one_table()
    {
        var first = Array.IndexOf(Report, "| Metric | <code>judge-without</code> | <code>judge-with</code> |");

        Assert.NotEqual(-1, first);
        Assert.Contains("| <code>accuracy</code> | 0.9818 | 0.99 |", Report[first..]);
        Assert.Contains("| <code>log-loss</code> |  | 0.02 |", Report[first..]);
    }

    [Theory]
    [InlineData("Step <code>judge-without</code>", 2)] // its metrics, and its confusion matrix
    [InlineData("Step <code>judge-with</code>", 2)]
    [InlineData("Step <code>without</code>", 1)]
    [InlineData("Step <code>with</code>", 1)]
    public void What_follows_is_under_the_name_of_its_step(string line, int times) => Assert.Equal(times, Report.Count(found => found == line));
}
