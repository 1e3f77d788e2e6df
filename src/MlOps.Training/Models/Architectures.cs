using MlOps.Training.Models.Bert;

namespace MlOps.Training.Models;

/// <summary>The families that can be fine-tuned: a folder and a line each.</summary>
public static class Architectures
{
    /// <summary>The architecture that a base model's configuration describes.</summary>
    /// <param name="config">Its <c>config.json</c>.</param>
    /// <param name="dropout">Replaces the configuration's own dropout where it is not null.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS3001: the family is unknown, or its shape is not possible.</exception>
    public static Architecture Of(ConfigFile config, double? dropout) => config.ModelType switch
    {
        BertArchitecture.ModelType => new BertArchitecture(BertConfig.Read(config).WithDropout(dropout)),
        var other => throw config.Incompatible($"model_type is \"{other}\"; the families that can be fine-tuned are: {BertArchitecture.ModelType}"),
    };
}
