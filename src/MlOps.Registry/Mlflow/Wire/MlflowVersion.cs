namespace MlOps.Registry.Mlflow.Wire;

/// <summary>A version of a registered model.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Version">Its number, which MLflow writes as a text.</param>
/// <param name="CreationTimestamp">When it was made, in milliseconds since 1970.</param>
/// <param name="LastUpdatedTimestamp">When its stage or description was changed last, in milliseconds since 1970.</param>
/// <param name="CurrentStage">None, Staging, Production or Archived.</param>
/// <param name="Description">What somebody has said about it.</param>
/// <param name="Source">Where its files are.</param>
/// <param name="RunId">The run that made it, where one is known.</param>
/// <param name="UserId">Who made it, where the server knows it.</param>
/// <param name="Tags">Its tags; null for none.</param>
internal sealed record MlflowVersion(
    string Name,
    string Version,
    long CreationTimestamp,
    long LastUpdatedTimestamp,
    string CurrentStage,
    string? Description,
    string? Source,
    string? RunId,
    string? UserId,
    IReadOnlyList<MlflowTag>? Tags);
