namespace MlOps.Diagnostics;

/// <content>71xx: watching models that serve.</content>
public static partial class Rules
{
    /// <summary>A gate of <c>monitor:</c> whose comparison does not hold.</summary>
    public static readonly Rule Drift = new("MLOPS7101", Severity.Error, "drift", "Look into the requests; train again on newer data, or change the gate in a reviewed commit.");

    /// <summary>A gate of <c>monitor:</c> with a value that was not measured.</summary>
    public static readonly Rule DriftNotMeasured = new("MLOPS7102", Severity.Error, "drift not measured", "Name a feature that this model and log have; a missing value never passes.");

    /// <summary>Too few requests to tell drift from chance.</summary>
    public static readonly Rule TooFewToMonitor = new("MLOPS7103", Severity.Error, "too few requests to judge", "Look further back with 'since', log a larger share of the requests, or lower 'min-rows'.");

    /// <summary>A version that says nothing of its training data.</summary>
    public static readonly Rule NoProfile = new("MLOPS7104", Severity.Error, "no training profile", "Run the pipeline again: versions of this mlops carry a profile.");
}
