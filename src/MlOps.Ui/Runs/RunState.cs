namespace MlOps.Ui.Runs;

/// <summary>What a run's folder says of it.</summary>
internal enum RunState
{
    /// <summary>It has ended and left a record.</summary>
    Ended,

    /// <summary>It is at work.</summary>
    Running,

    /// <summary>It was killed before it could leave a record.</summary>
    Interrupted,

    /// <summary>Its record cannot be read: it is damaged, or of another version of the tool.</summary>
    Unreadable,
}
