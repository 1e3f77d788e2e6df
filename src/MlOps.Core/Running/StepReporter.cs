using MlOps.Steps;

namespace MlOps.Running;

/// <summary>Passes a step's progress on to the run's log and to whoever watches.</summary>
/// <param name="step">The step's name.</param>
/// <param name="log">Receives what was measured.</param>
/// <param name="events">Receives everything.</param>
internal sealed class StepReporter(string step, RunLog log, IProgress<RunEvent> events) : IProgress<StepProgress>
{
    /// <inheritdoc/>
    public void Report(StepProgress value)
    {
        log.Write(step, value);
        events.Report(new RunEvent.Progressed(step, value));
    }
}
