namespace MlOps.Diagnostics;

/// <content>41xx: models that are to predict.</content>
public static partial class Rules
{
    /// <summary>A model folder that lacks a file.</summary>
    public static readonly Rule MissingModelFile = new("MLOPS4101", Severity.Error, "missing model file", "Give a model folder as the fine-tune step writes it.");

    /// <summary>A file of a model folder that cannot be read.</summary>
    public static readonly Rule BadModelFile = new("MLOPS4102", Severity.Error, "bad model file", "Export the model again; the file is broken or of another kind.");

    /// <summary>Files of a model folder that do not belong together.</summary>
    public static readonly Rule ModelMismatch = new("MLOPS4103", Severity.Error, "model files that do not match", "Take all files of a model folder from the same export.");

    /// <summary>ONNX Runtime's native library cannot be loaded.</summary>
    public static readonly Rule NoOnnxRuntime = new("MLOPS4104", Severity.Error, "no ONNX Runtime", "Install the tool again for this kind of machine.");

    /// <summary>A web server does not take predictions.</summary>
    public static readonly Rule WebhookRefuses = new("MLOPS4105", Severity.Error, "webhook that refuses", "Look into the server's log, and at MLOPS_WEBHOOK_TOKEN where it asks for one.");

    /// <summary>A variant of a model that its folder does not hold.</summary>
    public static readonly Rule MissingVariant = new("MLOPS4106", Severity.Error, "missing variant", "Use fp32, or register the model with 'quantize: int8'.");

    /// <summary>A model whose answers are not explained.</summary>
    public static readonly Rule NotExplained = new("MLOPS4107", Severity.Error, "answer that is not explained", "Leave out --explain: it speaks of the words that move a label's probability or a number.");
}
