using MlOps.Diagnostics;
using MlOps.Metrics;
using MlOps.Metrics.Gates;
using MlOps.Spec;

namespace MlOps.Tests.Metrics.Gates;

public sealed class GateExpressionTests
{
    private static readonly GateEvidence Evidence = new(
        1000,
        new Dictionary<string, double?> { ["accuracy"] = 0.96, ["f1"] = 0.93, ["f1[spam]"] = 0.9, ["latency.p95"] = 0.0185, ["size"] = 17e6, ["top-3-accuracy"] = 0.99 },
        [
            new("group", "easy", 700, new Dictionary<string, double?> { ["accuracy"] = 0.99, ["log-loss"] = 0.1 }),
            new("group", "hard", 300, new Dictionary<string, double?> { ["accuracy"] = 0.90, ["log-loss"] = 0.4 }),
        ],
        new("mail-spam", 3, new Dictionary<string, double?> { ["f1"] = 0.935 }, new Dictionary<string, Interval>(), [], null, null));

    [Theory]
    [InlineData("accuracy >= 0.95", 0.96, 0.95)]
    [InlineData("accuracy>=95%", 0.96, 0.95)]
    [InlineData("f1.macro >= champion.f1 - 0.005", 0.93, 0.93)]
    [InlineData("f1 - champion.f1 >= -.5%", -0.005, -0.005)]
    [InlineData("accuracy - (f1 - 0.01) < 4.5e-2", 0.04, 0.045)]
    [InlineData("accuracy - f1 - 0.01 < 1", 0.02, 1)]
    [InlineData("top-3-accuracy > f1[spam]", 0.99, 0.9)]
    [InlineData("worst(accuracy, group) >= 0.85", 0.9, 0.85)]
    [InlineData("worst( log-loss ,\"group\" ) <= 0.5", 0.4, 0.5)]
    [InlineData("gap(accuracy, group) <= 10%", 0.09, 0.1)]
    [InlineData("latency.p95 <= 20 ms", 0.0185, 0.02)]
    [InlineData("latency.p95 <= 20000us", 0.0185, 0.02)]
    [InlineData("latency.p95 + 1 min < 61 s", 60.0185, 61)]
    [InlineData("size <= 20MB", 17e6, 20e6)]
    [InlineData("size <= 17 MiB", 17e6, 17825792)]
    [InlineData("0.95 <= accuracy", 0.95, 0.96)]
    public void A_gate_has_the_values_of_its_sides(string text, double left, double right)
    {
        var gate = Read(text);

        Assert.Equal(left, gate.Left.Value(Evidence)!.Value, 12);
        Assert.Equal(right, gate.Right.Value(Evidence)!.Value, 12);
    }

    [Theory]
    [InlineData("acuracy >= 0.9", 0, "MLOPS1010", "gate 'acuracy >= 0.9': unknown metric 'acuracy'; did you mean 'accuracy'?")]
    [InlineData("f1 >= champion.ff - 1%", 15, "MLOPS1010", "gate 'f1 >= champion.ff - 1%': unknown metric 'ff'; did you mean 'f1'?")]
    [InlineData("f1-0.1 >= 0.9", 0, "MLOPS1010", "gate 'f1-0.1 >= 0.9': unknown metric 'f1-0.1'; a minus has spaces around it: 'f1 - 0.1'")]
    [InlineData("worst(acc, group) >= 0.9", 6, "MLOPS1010", "gate 'worst(acc, group) >= 0.9': unknown metric 'acc'")]
    [InlineData("accuracy 0.9", 9, "MLOPS1011", "gate 'accuracy 0.9': found '0.9', expected one of >= > <= < ==")]
    [InlineData("accuracy => 0.9", 9, "MLOPS1011", "gate 'accuracy => 0.9': found '=>', expected one of >= > <= < ==")]
    [InlineData("accuracy", 8, "MLOPS1011", "gate 'accuracy': found the end, expected one of >= > <= < ==")]
    [InlineData("accuracy >=", 11, "MLOPS1011", "gate 'accuracy >=': found the end, expected a metric or a number")]
    [InlineData("", 0, "MLOPS1011", "gate '': found the end, expected a metric or a number")]
    [InlineData(">= 0.9", 0, "MLOPS1011", "gate '>= 0.9': found '>=', expected a metric or a number")]
    [InlineData("accuracy >= 0.9 and f1 >= 0.8", 16, "MLOPS1011", "gate 'accuracy >= 0.9 and f1 >= 0.8': unknown unit 'and'")]
    [InlineData("accuracy >= f1 >= 0.8", 15, "MLOPS1011", "gate 'accuracy >= f1 >= 0.8': found '>=' after the comparison; a gate is one comparison")]
    [InlineData("latency.p95 <= 20", 15, "MLOPS1011", "gate 'latency.p95 <= 20': 'latency.p95' is a time and '20' is a number without a unit; give the number its unit, such as '20 ms'")]
    [InlineData("size <= 20", 8, "MLOPS1011", "gate 'size <= 20': 'size' is a size and '20' is a number without a unit; give the number its unit, such as '20 MB'")]
    [InlineData("accuracy >= 20 ms", 12, "MLOPS1011", "gate 'accuracy >= 20 ms': 'accuracy' is a number without a unit and '20 ms' is a time; both must be of one kind")]
    [InlineData("latency.p95 + size <= 1 s", 14, "MLOPS1011", "gate 'latency.p95 + size <= 1 s': 'latency.p95' is a time and 'size' is a size; both must be of one kind")]
    [InlineData("latency.p95 <= 20 Ms", 18, "MLOPS1011", "gate 'latency.p95 <= 20 Ms': unknown unit 'Ms'; expected one of %, us, ms, s, min, h, B, KB, MB, GB, KiB, MiB, GiB; did you mean 'ms'?")]
    [InlineData("latency <= 20 ms", 0, "MLOPS1011", "gate 'latency <= 20 ms': 'latency' stands for several values; name one, such as latency.p99")]
    [InlineData("support >= 20", 0, "MLOPS1011", "gate 'support >= 20': 'support' stands for several values; name one, such as support[label]")]
    [InlineData("0.9 >= 0.8", 0, "MLOPS1011", "gate '0.9 >= 0.8': it names no metric of the candidate, such as accuracy")]
    [InlineData("champion.f1 >= 0.8", 0, "MLOPS1011", "gate 'champion.f1 >= 0.8': it names no metric of the candidate, such as accuracy")]
    [InlineData("train-loss <= champion.train-loss", 23, "MLOPS1011", "gate 'train-loss <= champion.train-loss': the champion is scored again, not trained again, so it has no 'train-loss'")]
    [InlineData("worst(latency.p95, group) <= 1 s", 6, "MLOPS1011", "gate 'worst(latency.p95, group) <= 1 s': 'latency.p95' has no value for the slices of a column")]
    [InlineData("worst(accuracy) >= 0.9", 14, "MLOPS1011", "gate 'worst(accuracy) >= 0.9': found ')', expected ','")]
    [InlineData("worst(accuracy, ) >= 0.9", 16, "MLOPS1011", "gate 'worst(accuracy, ) >= 0.9': expected the name of a column")]
    [InlineData("worst(accuracy, group >= 0.9", 28, "MLOPS1011", "gate 'worst(accuracy, group >= 0.9': found the end, expected ')'")]
    [InlineData("worst >= 0.9", 6, "MLOPS1011", "gate 'worst >= 0.9': found '>=', expected '('")]
    [InlineData("(accuracy >= 0.9", 10, "MLOPS1011", "gate '(accuracy >= 0.9': found '>=', expected ')'")]
    [InlineData("accuracy >= 1e999", 12, "MLOPS1011", "gate 'accuracy >= 1e999': '1e999' is no number")]
    [InlineData("accuracy >= .", 12, "MLOPS1011", "gate 'accuracy >= .': '.' is no number")]
    [InlineData("accuracy >= ≥", 12, "MLOPS1011", "gate 'accuracy >= ≥': found '≥', expected a metric or a number")]
    public void A_mistake_is_reported_at_its_place(string text, int offset, string code, string message)
    {
        var start = new Location("pipeline.yml", 12, 9);

        Assert.Null(GateExpression.Parse(new(text, start), out var problem));
        Assert.Equal(code, problem!.Rule.Code);
        Assert.Equal(start with { Column = 9 + offset }, problem.Location);
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_printed_gate_reads_back_as_the_same_gate()
    {
        var chance = new Random(5);
        for (var i = 0; i < 2000; i++)
        {
            var text = new RandomGate(chance).Next();
            var gate = Read(text);
            var again = Read(gate.ToString());

            Assert.Equal(gate.ToString(), again.ToString());
            Assert.Equal(gate.Left.Value(Evidence), again.Left.Value(Evidence));
            Assert.Equal(gate.Right.Value(Evidence), again.Right.Value(Evidence));
        }
    }

    [Fact]
    public void Any_text_gives_a_gate_or_one_problem_within_it()
    {
        string[] pieces =
        [
            "accuracy", "f1", "champion.", "champion.f1", "worst", "gap", "(", ")", ",", "group", ">=", "==", "<", "-", "+", " ", "0.9", "20", "ms",
            "%", "[spam]", "[", "]", "\"", "\"\"", "e9", ".", "latency.p95", "é", "\t", "👍", "size", "KiB", "top-3-accuracy",
        ];
        var chance = new Random(6);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, chance.Next(12)).Select(_ => pieces[chance.Next(pieces.Length)]));
            var gate = GateExpression.Parse(new(text, new("pipeline.yml", 1, 1)), out var problem);

            Assert.True(gate is null != problem is null, text);
            Assert.InRange(problem?.Location.Column ?? 1, 1, text.Length + 1);
        }
    }

    [Fact]
    public void Deep_parentheses_are_refused()
    {
        Assert.Null(GateExpression.Parse(new(new string('(', 100_000), Location.None), out var problem));
        Assert.Contains("more than 32 levels of parentheses", problem!.Message, StringComparison.Ordinal);
    }

    private static GateExpression Read(string text)
    {
        var gate = GateExpression.Parse(new(text, new("pipeline.yml", 1, 1)), out var problem);
        Assert.True(gate is not null, problem?.Message);
        return gate;
    }
}
