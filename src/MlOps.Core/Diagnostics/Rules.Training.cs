namespace MlOps.Diagnostics;

/// <content>3xxx: training.</content>
public static partial class Rules
{
    /// <summary>A base model that this program cannot fine-tune.</summary>
    public static readonly Rule IncompatibleBase = new("MLOPS3001", Severity.Error, "incompatible base model", "Correct what the message names, or take another base model.");

    /// <summary>A loss that is infinite or not a number.</summary>
    public static readonly Rule LossNotFinite = new("MLOPS3002", Severity.Error, "loss is not finite", "Lower the learning rate, or clip gradients with 'clip-norm'.");

    /// <summary>A weights file whose header does not describe its content.</summary>
    public static readonly Rule BrokenWeights = new("MLOPS3003", Severity.Error, "broken weights file", "Fetch the file again.");

    /// <summary>An exported model that does not compute what the trained one computes.</summary>
    public static readonly Rule ExportDiffers = new("MLOPS3004", Severity.Error, "export differs", "Report it: the exporter must give the trained model's logits.");

    /// <summary>libtorch, or the native library that calls it, cannot be loaded.</summary>
    public static readonly Rule NoLibTorch = new("MLOPS3005", Severity.Error, "no libtorch", "Run './build.sh', or 'dotnet mlops doctor' to see what is missing.");

    /// <summary>Rows whose labels cannot be trained on.</summary>
    public static readonly Rule BadLabels = new("MLOPS3006", Severity.Error, "bad labels", "Correct the data, or the setting that the message names.");

    /// <summary>A metric for early stopping that the validation rows do not give.</summary>
    public static readonly Rule MetricNotMeasured = new("MLOPS3007", Severity.Error, "metric not measured", "Name one of the metrics that the message lists.");
}
