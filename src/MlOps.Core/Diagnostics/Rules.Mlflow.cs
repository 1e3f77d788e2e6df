namespace MlOps.Diagnostics;

/// <content>52xx: an MLflow server as the registry.</content>
public static partial class Rules
{
    /// <summary>The server cannot be reached, or does not do what it is asked.</summary>
    public static readonly Rule MlflowFailed = new("MLOPS5201", Severity.Error, "MLflow server failed", "See what the message says of the server, then run again: what was half done counts for nothing.");

    /// <summary>The server does not take the sign-in.</summary>
    public static readonly Rule MlflowSignIn = new("MLOPS5202", Severity.Error, "not signed in to MLflow", "Set MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD.");

    /// <summary>A version that mlops did not register, or not wholly.</summary>
    public static readonly Rule ForeignVersion = new("MLOPS5203", Severity.Error, "another client's version", "Name a version that mlops registered; use this one with the program that made it.");

    /// <summary>The server does not pass artifacts on.</summary>
    public static readonly Rule MlflowArtifacts = new("MLOPS5204", Severity.Error, "MLflow's artifacts out of reach", "Start the server with --artifacts-destination, so that it passes artifacts on itself.");
}
