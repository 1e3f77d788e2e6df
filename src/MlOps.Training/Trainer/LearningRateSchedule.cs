namespace MlOps.Training.Trainer;

/// <summary>The learning rate of each optimizer step: it climbs from 0 to its peak, then falls.</summary>
/// <param name="Kind">How it falls.</param>
/// <param name="Peak">The highest rate.</param>
/// <param name="WarmupSteps">Steps until the peak.</param>
/// <param name="TotalSteps">Steps of the whole training.</param>
/// <remarks>The values are those of transformers' schedules of the same names.</remarks>
public sealed record LearningRateSchedule(ScheduleKind Kind, double Peak, int WarmupSteps, int TotalSteps)
{
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
            _ => Peak,
        };
    }
}
