using MlOps.Training.Trainer;

namespace MlOps.Training.Tests.Trainer;

public sealed class LossCurveTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(12345)]
    public void A_point_is_the_mean_since_the_point_before_and_the_last_step_has_one(int steps)
    {
        var curve = new LossCurve(steps);
        foreach (var step in Enumerable.Range(1, steps))
        {
            curve.Add(step, step);
        }

        Assert.InRange(curve.Points.Count, Math.Min(steps, LossCurve.MostPoints / 2), LossCurve.MostPoints);
        Assert.Equal(steps, curve.Points[^1].Step);
        var before = 0;
        foreach (var point in curve.Points)
        {
            Assert.Equal((before + 1 + point.Step) / 2.0, point.Loss, 9);
            before = point.Step;
        }
    }
}
