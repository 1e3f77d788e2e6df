namespace MlOps.Registry.Mlflow.Wire;

/// <summary>A tag of a run, a registered model or a version.</summary>
/// <param name="Key">Its name: letters, digits, '_', '-', '.', '/' and spaces, at most 250.</param>
/// <param name="Value">At most 5,000 characters.</param>
internal sealed record MlflowTag(string Key, string Value);
