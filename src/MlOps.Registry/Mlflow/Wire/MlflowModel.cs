namespace MlOps.Registry.Mlflow.Wire;

/// <summary>A registered model.</summary>
/// <param name="Name">Its name: any text without '/' and ':'.</param>
/// <param name="Description">What it is for, where somebody has said so.</param>
/// <param name="Tags">Its tags; null for none.</param>
/// <param name="Aliases">Its aliases; null for none.</param>
internal sealed record MlflowModel(string Name, string? Description, IReadOnlyList<MlflowTag>? Tags, IReadOnlyList<MlflowAlias>? Aliases);
