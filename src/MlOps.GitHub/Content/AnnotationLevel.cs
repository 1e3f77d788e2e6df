namespace MlOps.GitHub.Content;

/// <summary>How GitHub marks an annotation.</summary>
public enum AnnotationLevel
{
    /// <summary>Worth knowing.</summary>
    Notice,

    /// <summary>Probably a mistake.</summary>
    Warning,

    /// <summary>Why the check fails.</summary>
    Failure,
}
