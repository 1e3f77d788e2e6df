using MlOps.Training.Models.Bert;
using MlOps.Training.Models.Resnet;

namespace MlOps.Training.Models;

/// <summary>The families that can be fine-tuned: a folder and a line each.</summary>
public static class Architectures
{
    private static readonly string[] Families = [BertArchitecture.ModelType, ResnetArchitecture.ModelType];

    /// <summary>The architecture that a base model's configuration describes.</summary>
    /// <param name="config">Its <c>config.json</c>.</param>
    /// <param name="dropout">Replaces the configuration's own dropout where it is not null.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS3001: the family is unknown, or its shape is not possible.</exception>
    public static Architecture Of(ConfigFile config, double? dropout) => Family(config) switch
    {
        BertArchitecture.ModelType => new BertArchitecture(BertConfig.Read(config).WithDropout(dropout)),
        ResnetArchitecture.ModelType => new ResnetArchitecture(ResnetConfig.Read(config).WithDropout(dropout)),
        var other => throw config.Incompatible($"model_type is \"{other}\"; the families that can be fine-tuned are: {string.Join(", ", Families)}"),
    };

    // torchvision saves weights alone: a configuration that somebody wrote for them may name the network and nothing else
    private static string Family(ConfigFile config) =>
        config.Text("model_type") is null && config.Architecture is { } name && ResnetConfig.Names.Contains(name) ? ResnetArchitecture.ModelType
        : config.ModelType;
}
