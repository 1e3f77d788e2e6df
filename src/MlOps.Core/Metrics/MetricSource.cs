namespace MlOps.Metrics;

/// <summary>Where a metric's value comes from.</summary>
public enum MetricSource
{
    /// <summary>Labels and predictions of the test rows, or of the validation rows during training.</summary>
    Predictions,

    /// <summary>Timed predictions of an evaluate step.</summary>
    Latency,

    /// <summary>The model's files.</summary>
    ModelFile,

    /// <summary>The fine-tune step that an evaluate step needs.</summary>
    Training,

    /// <summary>A file that another program has written.</summary>
    File,
}
