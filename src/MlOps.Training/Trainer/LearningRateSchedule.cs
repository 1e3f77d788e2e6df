namespace MlOps.Training.Trainer;

/// <summary>The learning rate of each optimizer step: it climbs from 0 to its peak, then falls.</summary>
/// <param name="Kind">How it falls.</param>
/// <param name="Peak">The highest rate.</param>
/// <param name="WarmupSteps">Steps until the peak.</param>
/// <param name="TotalSteps">Steps of the whole training.</param>
/// <param name="Power">Of <see cref="ScheduleKind.Polynomial"/>: 1 for a straight line; the higher, the sooner it falls.</param>
/// <remarks>The values are those of transformers' schedules of the same names.</remarks>
public sealed record LearningRateSchedule(ScheduleKind Kind, double Peak, int WarmupSteps, int TotalSteps, double Power = 1)
{
    private const double PolynomialEnd = 1e-7; // transformers' lr_end

    /// <summary>The rate of a step.</summary>
    /// <param name="step">Steps taken before it: 0 for the first.</param>
    public double At(int step)
    {
        if (step < WarmupSteps)
        {
            return Peak * step / WarmupSteps;
        }

        var done = Math.Min(1, (double)(step - WarmupSteps) / Math.Max(1, TotalSteps - WarmupSteps));
        return Kind switch
        {
            ScheduleKind.Linear => Peak * (1 - done),
            ScheduleKind.Cosine => Peak * (1 + Math.Cos(Math.PI * done)) / 2,
            ScheduleKind.Polynomial => Polynomial(Math.Min(PolynomialEnd, Peak), done),
            _ => Peak,
        };
    }

    private double Polynomial(double end, double done) => end + ((Peak - end) * Math.Pow(1 - done, Power));
}
