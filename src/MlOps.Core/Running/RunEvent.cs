using MlOps.Steps;

namespace MlOps.Running;

/// <summary>Something that happened in a run; what a terminal shows while it goes on.</summary>
public abstract record RunEvent
{
    /// <summary>Another run works in the same state folder; this one waits for its end.</summary>
    public sealed record Waiting : RunEvent;

    /// <summary>The run has its folder; its steps come next.</summary>
    /// <param name="Id">The run's id.</param>
    public sealed record Begun(string Id) : RunEvent;

    /// <summary>A step starts.</summary>
    /// <param name="Step">Its name.</param>
    /// <param name="Kind">The word after <c>uses:</c>.</param>
    public sealed record Started(string Step, string Kind) : RunEvent;

    /// <summary>A step tells how far it is.</summary>
    /// <param name="Step">Its name.</param>
    /// <param name="Progress">How far it is.</param>
    public sealed record Progressed(string Step, StepProgress Progress) : RunEvent;

    /// <summary>A step has ended, was reused, or was left out.</summary>
    /// <param name="Run">What became of it.</param>
    public sealed record Ended(StepRun Run) : RunEvent;
}
