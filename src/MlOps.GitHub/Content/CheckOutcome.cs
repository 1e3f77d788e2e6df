namespace MlOps.GitHub.Content;

/// <summary>What a check says. There is no neutral one: GitHub lets a neutral check pass where a check is required.</summary>
public enum CheckOutcome
{
    /// <summary>The run goes on.</summary>
    InProgress,

    /// <summary>Every gate is met.</summary>
    Success,

    /// <summary>A gate is not met, a step failed, the pipeline has mistakes, or the run was lost.</summary>
    Failure,

    /// <summary>Somebody stopped the run.</summary>
    Cancelled,
}
