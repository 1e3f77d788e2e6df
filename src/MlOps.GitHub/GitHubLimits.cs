namespace MlOps.GitHub;

/// <summary>What GitHub takes, by its own documentation of the REST API and of workflow commands.</summary>
public static class GitHubLimits
{
    /// <summary>Annotations that one request may add to a check run; more are added by further requests.</summary>
    public const int AnnotationsPerRequest = 50;

    /// <summary>
    /// Longest summary, text or comment. GitHub counts characters; bytes of UTF-8 are counted here, of which there are never fewer.
    /// </summary>
    public const int BodyBytes = 65_535;

    /// <summary>Longest title of a check run or an annotation, in characters.</summary>
    public const int TitleCharacters = 255;

    /// <summary>Longest message of an annotation, in bytes.</summary>
    public const int AnnotationMessageBytes = 64 * 1024;

    /// <summary>Longest description of a commit status, in characters.</summary>
    public const int StatusCharacters = 140;

    /// <summary>Items that one page of a list holds at most.</summary>
    public const int PageSize = 100;
}
