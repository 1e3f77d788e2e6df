using MlOps.Inference.Predict;

namespace MlOps.Inference.Tests.Predict;

public sealed class DecisionRulesTests
{
    private static readonly string[] Labels = ["ham", "news", "spam"];

    [Theory]
    [InlineData(new[] { 0.2f, 0.3f, 0.5f }, "spam", 0.5)]
    [InlineData(new[] { 0.4f, 0.4f, 0.2f }, "ham", 0.4)] // the first of equals
    public void Without_rules_the_likeliest_label_is_given(float[] probabilities, string label, double probability) =>
        Check(DecisionRules.None, probabilities, false, label, probability);

    [Theory]
    [InlineData(new[] { 0.1f, 0.2f, 0.7f }, "news", 0.2)] // spam is likelier, but not sure enough
    [InlineData(new[] { 0.05f, 0.05f, 0.9f }, "spam", 0.9)]
    public void A_label_is_given_only_from_its_threshold_on(float[] probabilities, string label, double probability) =>
        Check(Rules(("spam", 0.8)), probabilities, false, label, probability);

    [Fact]
    public void Where_no_label_meets_its_threshold_none_is_given() =>
        Check(Rules(("ham", 0.9), ("news", 0.9), ("spam", 0.9)), [0.2f, 0.3f, 0.5f], false, "", 0.5);

    [Theory]
    [InlineData(new[] { 0.3f, 0.3f, 0.4f }, "")]
    [InlineData(new[] { 0.1f, 0.1f, 0.8f }, "spam")]
    public void Below_the_least_confidence_none_is_given(float[] probabilities, string label) =>
        Check(DecisionRules.None with { AbstainBelow = 0.6 }, probabilities, false, label, probabilities[2]);

    [Fact]
    public void Each_label_of_many_has_its_own_threshold()
    {
        Check(DecisionRules.None, [0.6f, 0.5f, 0.4f], true, "ham;news", 0.6);
        Check(Rules(("ham", 0.7), ("spam", 0.3)), [0.6f, 0.5f, 0.4f], true, "news;spam", 0.6);
    }

    [Fact]
    public void Labels_may_be_called_otherwise() =>
        Check(DecisionRules.None with { Names = new Dictionary<string, string> { ["spam"] = "junk" } }, [0.2f, 0.3f, 0.5f], false, "junk", 0.5);

    private static DecisionRules Rules(params (string Label, double Threshold)[] thresholds) =>
        DecisionRules.None with { Thresholds = thresholds.ToDictionary(pair => pair.Label, pair => pair.Threshold) };

    private static void Check(DecisionRules rules, float[] probabilities, bool multiLabel, string labels, double probability)
    {
        var (given, of) = rules.Decide(Labels, probabilities, multiLabel);
        Assert.Equal(labels, string.Join(';', given));
        Assert.Equal(probability, of, 1e-6);
    }
}
