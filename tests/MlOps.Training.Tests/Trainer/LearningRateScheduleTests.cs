using MlOps.Training.Trainer;

namespace MlOps.Training.Tests.Trainer;

public sealed class LearningRateScheduleTests
{
    // by hand from the definitions of transformers' schedules: 2 steps of warm-up, 10 steps in all, peak 0.8
    [Theory]
    [InlineData(ScheduleKind.Linear, new[] { 0, 0.4, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0 })]
    [InlineData(ScheduleKind.Constant, new[] { 0, 0.4, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8 })]
    [InlineData(ScheduleKind.Cosine, new[] { 0, 0.4, 0.8, 0.76955181300451, 0.68284271247462, 0.55307337294604, 0.4, 0.24692662705396, 0.11715728752538, 0.03044818699549, 0 })]
    public void The_rate_climbs_and_falls(ScheduleKind kind, double[] expected)
    {
        var schedule = new LearningRateSchedule(kind, 0.8, WarmupSteps: 2, TotalSteps: 10);
        Assert.Equal(expected, Enumerable.Range(0, 11).Select(schedule.At), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    // transformers' get_polynomial_decay_schedule_with_warmup: lr_end 1e-7
    [Theory]
    [InlineData(1, new[] { 0, 0.4, 0.8, 0.7000000125, 0.600000025, 0.5000000375, 0.40000005, 0.3000000625, 0.200000075, 0.1000000875, 1e-7 })]
    [InlineData(2, new[] { 0, 0.4, 0.8, 0.6125000234375, 0.45000004375, 0.3125000609375, 0.200000075, 0.1125000859375, 0.05000009375, 0.0125000984375, 1e-7 })]
    public void A_polynomial_falls_by_its_power(double power, double[] expected)
    {
        var schedule = new LearningRateSchedule(ScheduleKind.Polynomial, 0.8, WarmupSteps: 2, TotalSteps: 10, power);
        Assert.Equal(expected, Enumerable.Range(0, 11).Select(schedule.At), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Without_warm_up_the_first_step_has_the_peak() =>
        Assert.Equal(0.5, new LearningRateSchedule(ScheduleKind.Linear, 0.5, WarmupSteps: 0, TotalSteps: 4).At(0));

    [Theory]
    [InlineData(0.1, true, 10)]
    [InlineData(0.101, true, 11)]
    [InlineData(7, false, 7)]
    [InlineData(500, false, 100)]
    [InlineData(0, true, 0)]
    public void Warm_up_is_a_share_or_a_number_of_the_steps(double value, bool isShare, int steps) =>
        Assert.Equal(steps, new Warmup(value, isShare).Steps(100));
}
