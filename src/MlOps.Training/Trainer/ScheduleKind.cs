namespace MlOps.Training.Trainer;

/// <summary>How the learning rate falls after the warm-up.</summary>
public enum ScheduleKind
{
    /// <summary>In a straight line to 0.</summary>
    Linear,

    /// <summary>Along half a cosine to 0.</summary>
    Cosine,

    /// <summary>Not at all.</summary>
    Constant,

    /// <summary>As a power of the steps that remain, almost to 0.</summary>
    Polynomial,
}
