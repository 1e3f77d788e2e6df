namespace MlOps.Reporting.Ci;

/// <summary>The build servers that are known by name.</summary>
public enum CiSystem
{
    /// <summary>GitHub Actions.</summary>
    GitHub,

    /// <summary>Jenkins.</summary>
    Jenkins,

    /// <summary>GitLab CI/CD.</summary>
    GitLab,

    /// <summary>Azure Pipelines.</summary>
    Azure,

    /// <summary>TeamCity.</summary>
    TeamCity,

    /// <summary>Buildkite.</summary>
    Buildkite,

    /// <summary>Another one, known by <c>CI=true</c> only.</summary>
    Other,
}
