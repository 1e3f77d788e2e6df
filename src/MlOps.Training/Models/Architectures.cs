using MlOps.Training.Models.Bert;
using MlOps.Training.Models.CifarResnet;
using MlOps.Training.Models.DistilBert;
using MlOps.Training.Models.Gpt2;
using MlOps.Training.Models.InceptionV3;
using MlOps.Training.Models.Resnet;
using MlOps.Training.Models.Roberta;
using MlOps.Training.Models.Vgg;

namespace MlOps.Training.Models;

/// <summary>The families that can be fine-tuned: a folder and a line each.</summary>
public static class Architectures
{
    // by model_type of config.json
    private static readonly OrderedDictionary<string, Func<ConfigFile, double?, Architecture>> Families = new(StringComparer.Ordinal)
    {
        ["bert"] = (config, dropout) => new BertArchitecture(BertConfig.Read(config).WithDropout(dropout)),
        ["camembert"] = (config, dropout) => new RobertaArchitecture(RobertaKind.Camembert, RobertaArchitecture.Read(config).WithDropout(dropout)),
        ["distilbert"] = (config, dropout) => new DistilBertArchitecture(DistilBertConfig.Read(config).WithDropout(dropout)),
        ["gpt2"] = (config, dropout) => new Gpt2Architecture(Gpt2Config.Read(config).WithDropout(dropout)),
        [InceptionArchitecture.ModelType] = (config, dropout) => new InceptionArchitecture(InceptionConfig.Read(config).WithDropout(dropout)),
        [ResnetArchitecture.ModelType] = (config, dropout) => new ResnetArchitecture(ResnetConfig.Read(config).WithDropout(dropout)),
        [CifarResnetArchitecture.ModelType] = (config, dropout) => new CifarResnetArchitecture(CifarResnetConfig.Read(config).WithDropout(dropout)),
        ["roberta"] = (config, dropout) => new RobertaArchitecture(RobertaKind.Roberta, RobertaArchitecture.Read(config).WithDropout(dropout)),
        [VggArchitecture.ModelType] = (config, dropout) => new VggArchitecture(VggConfig.Read(config).WithDropout(dropout)),
        ["xlm-roberta"] = (config, dropout) => new RobertaArchitecture(RobertaKind.XlmRoberta, RobertaArchitecture.Read(config).WithDropout(dropout)),
    };

    /// <summary>The architecture that a base model's configuration describes.</summary>
    /// <param name="config">Its <c>config.json</c>.</param>
    /// <param name="dropout">Replaces the configuration's own dropout where it is not null.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS3001: the family is unknown, or its shape is not possible.</exception>
    public static Architecture Of(ConfigFile config, double? dropout)
    {
        var family = Family(config);
        return Families.TryGetValue(family, out var create)
            ? create(config, dropout)
            : throw config.Incompatible($"model_type is \"{family}\"; the families that can be fine-tuned are: {string.Join(", ", Families.Keys)}");
    }

    // torchvision saves weights alone: a configuration that somebody wrote for them may name the network and nothing else
    private static string Family(ConfigFile config) => (config.Text("model_type"), config.Architecture) switch
    {
        (null, InceptionConfig.Name) => InceptionArchitecture.ModelType,
        (null, { } name) when ResnetConfig.Names.Contains(name) => ResnetArchitecture.ModelType,
        (null, { } name) when CifarResnetConfig.Names.Contains(name) => CifarResnetArchitecture.ModelType,
        (null, { } name) when VggConfig.Names.Contains(name) => VggArchitecture.ModelType,
        _ => config.ModelType,
    };
}
