using MlOps.Metrics;

namespace MlOps.Experiments;

/// <summary>One share of an arm beside that of the first arm.</summary>
/// <param name="Arm">The arm.</param>
/// <param name="Measure"><c>error-rate</c> or <c>accuracy</c>.</param>
/// <param name="Difference">The arm's share less the first arm's; null where either has none.</param>
/// <param name="Interval">95 % interval of the difference, for somebody who looks once.</param>
/// <param name="Sequential">95 % interval that holds however often one looks; null before there are enough trials.</param>
/// <param name="PValue">Always valid: the chance of such evidence, at any time, when the arms do not differ.</param>
public sealed record ArmComparison(string Arm, string Measure, double? Difference, Interval? Interval, Interval? Sequential, double PValue)
{
    /// <summary>Compares two arms.</summary>
    /// <param name="arm">The second arm's name.</param>
    /// <param name="measure">What is counted.</param>
    /// <param name="first">The first arm's.</param>
    /// <param name="second">The second arm's.</param>
    public static ArmComparison Of(string arm, string measure, Rate first, Rate second) => new(
        arm, measure, second.Share - first.Share, RateDifference.Interval(first, second), SequentialTest.Interval(first, second), SequentialTest.PValue(first, second));
}
