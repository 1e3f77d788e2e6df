using MlOps.Diagnostics;
using MlOps.Drift;
using MlOps.Metrics.Gates;
using MlOps.Spec;

namespace MlOps.Tests.Drift;

public sealed class DriftJudgeTests
{
    private static readonly FeatureDrift Length = new() { Feature = Features.Length, ReferenceCount = 900, Count = 500, Psi = 0.31, Js = 0.1, Ks = 0.2, KsPAdjusted = 0.001, ReferenceMean = 80 };

    [Theory]
    [InlineData("psi(length) <= 0.35", null)]
    [InlineData("psi( length ) <= 0.2", "MLOPS7101: psi(length) is 0.31 on 500 rows; gate 'psi( length ) <= 0.2' is not met")]
    [InlineData("ks(length) <= 0.15", "MLOPS7101: ks(length) is 0.2 on 500 rows; gate 'ks(length) <= 0.15' is not met")]
    [InlineData("ks-p(length) >= 1%", "MLOPS7101: ks-p(length) is 0.001 on 500 rows; gate 'ks-p(length) >= 1%' is not met")]
    [InlineData("js(class) <= 0.1", "MLOPS7102: js(class) was not measured; gate 'js(class) <= 0.1' is not met, because a missing value never passes")]
    [InlineData("accuracy >= 0.9", "MLOPS7102: accuracy is undefined on these rows; gate 'accuracy >= 0.9' is not met, because a missing value never passes")]
    [InlineData("latency.p95 <= 20 ms", "MLOPS7101: latency.p95 is 30 ms on 500 rows; gate 'latency.p95 <= 20 ms' is not met")]
    [InlineData("rows >= 500", null)]
    public void A_gate_over_its_threshold_or_without_a_value_fails_on_its_line(string gate, string? expected)
    {
        var found = Judge(gate, rows: 500);

        Assert.Equal(expected is null ? [] : [$"pipeline.yml(9,7): error {expected}"], found.Select(finding => finding.ToString()));
    }

    [Fact]
    public void Too_few_rows_never_pass() => Assert.Equal(
        ["pipeline.yml(9,7): error MLOPS7103: requests holds 199 answered rows of this model and time; drift is judged from 200 on"],
        Judge("psi(length) <= 0.9", rows: 199).Select(finding => finding.ToString()));

    [Theory]
    [InlineData("psi(lenght) <= 0.2", "monitoring has no metric 'psi(lenght)'; did you mean 'psi(length)'?")]
    [InlineData("ks(class) <= 0.2", "monitoring has no metric 'ks(class)'; did you mean 'js(class)'?")]
    [InlineData("psi(value[price]) <= 0.2", null)]
    public void Only_measures_of_known_features_are_names(string gate, string? problem)
    {
        _ = GateExpression.ParseCalls(new(gate, new("p.yml", 1, 1)), MonitorMetrics.TryParse, out var found);

        Assert.Equal(problem is null ? null : $"gate '{gate}': {problem}", found?.Message);
    }

    private static IEnumerable<Diagnostic> Judge(string gate, int rows)
    {
        var spec = new MonitorSpec(null, null, 200, [GateExpression.ParseCalls(new(gate, new("pipeline.yml", 9, 7)), MonitorMetrics.TryParse, out _)!]);
        var judge = new DriftJudge(spec);
        var live = new LiveData("requests", rows, new ProfileBuilder().Build(), new Dictionary<string, double?> { ["accuracy"] = null, ["latency.p95"] = 0.03 });
        var evaluation = judge.Judge([Length], live);
        Assert.Equal(judge.Diagnostics(evaluation).Any(), !evaluation.Passed);
        return judge.Diagnostics(evaluation);
    }
}
