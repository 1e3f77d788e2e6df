using Microsoft.ML.OnnxRuntime;

namespace MlOps.Inference;

/// <summary>How ONNX Runtime is set up for every model.</summary>
internal static class OnnxSessionOptions
{
    /// <summary>Options for one session.</summary>
    /// <param name="threads">Threads that one batch is computed on, at least 1.</param>
    public static SessionOptions Create(int threads)
    {
        OrtEnv.Instance().DisableTelemetryEvents();
        var options = new SessionOptions
        {
            // operators run one after the other, each on all threads: a BERT has few that could run side by side
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            // failures are thrown, too; ONNX Runtime would print them a second time
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };

        // Waiting threads sleep. Where other work wants the cores, as on a build machine, spinning doubles the median time of a text.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }
}
