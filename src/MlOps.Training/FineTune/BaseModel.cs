using System.Globalization;
using MlOps.Bases;
using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Spec;
using MlOps.Text.Tokenizers;
using MlOps.Training.Models;
using MlOps.Training.Weights;

namespace MlOps.Training.FineTune;

/// <summary>A base model that this step can fine-tune, as far as can be told without libtorch.</summary>
/// <param name="Found">Where it was found.</param>
/// <param name="Config">Its <c>config.json</c>.</param>
/// <param name="Architecture">What the configuration describes.</param>
/// <param name="Tokenizer">Its tokenizer; null for pictures.</param>
internal sealed record BaseModel(FoundBase Found, ConfigFile Config, Architecture Architecture, Tokenizer? Tokenizer)
{
    /// <summary>Full path of its files.</summary>
    public string Folder => Found.Folder;

    /// <summary>Opens its weights; no number is read yet.</summary>
    /// <exception cref="MlOpsException">MLOPS3003: the file is malformed. MLOPS3001: it holds something else than tensors.</exception>
    public WeightsReader OpenWeights() => WeightsFile.Open(Found.FullPath(Found.Weights!), $"{Found.Name}/{Found.Weights}");

    /// <summary>Opens a model; its weights need not be there yet.</summary>
    /// <param name="found">Where it was found.</param>
    /// <param name="spec">Names it, and what is asked of it.</param>
    /// <exception cref="MlOpsException">MLOPS3001: the step cannot fine-tune it. MLOPS2002 or MLOPS2008: its tokenizer is absent or unknown.</exception>
    public static BaseModel Open(FoundBase found, FineTuneSpec spec) => Open(found, new BaseRequest(spec.Base, spec.Task, spec.MaxTokens, spec.Dropout));

    /// <summary>Opens a model; its weights need not be there yet.</summary>
    /// <param name="found">Where it was found.</param>
    /// <param name="request">Names it, and what is asked of it.</param>
    public static BaseModel Open(FoundBase found, BaseRequest request)
    {
        var (folder, name) = (found.Folder, found.Name);
        var hasConfig = File.Exists(found.FullPath(ConfigFile.FileName));
        if (!hasConfig || found.Weights is null)
        {
            throw Incompatible(
                request,
                $"the base model '{name}' has no {(hasConfig ? WeightsFiles.Names[0] : ConfigFile.FileName)}; expected a Hugging Face folder with {ConfigFile.FileName}, "
                + $"weights ({string.Join(", ", WeightsFiles.Names)}) and what prepares its inputs");
        }

        var config = ConfigFile.Read(found.FullPath(ConfigFile.FileName), $"{name}/{ConfigFile.FileName}");
        var architecture = Architectures.Of(config, request.Dropout);
        if (!architecture.Tasks.Contains(request.Task))
        {
            throw Incompatible(request, $"the base model '{name}' is of the family {architecture.Family}, which learns {string.Join(", ", architecture.Tasks.Select(Kebab.Of))}; 'task' is {Kebab.Of(request.Task)}");
        }

        var tokenizer = architecture is TextArchitecture text ? OpenTokenizer(folder, name, text, request) : null;
        return new(found, config, architecture, tokenizer);
    }

    private static Tokenizer OpenTokenizer(string folder, string name, TextArchitecture architecture, BaseRequest request)
    {
        var tokenizer = Tokenizer.Load(folder);
        if (tokenizer.VocabularySize > architecture.VocabularySize)
        {
            throw Incompatible(request, string.Create(
                CultureInfo.InvariantCulture,
                $"the tokenizer of '{name}' has {tokenizer.VocabularySize} pieces, its embeddings {architecture.VocabularySize}; take the tokenizer that the model was trained with"));
        }

        return request.MaxTokens <= architecture.MaxTokens
            ? tokenizer
            : throw Incompatible(request, string.Create(
                CultureInfo.InvariantCulture, $"'max-tokens' is {request.MaxTokens}; the base model '{name}' takes at most {architecture.MaxTokens}"));
    }

    private static MlOpsException Incompatible(BaseRequest request, string message) => new(Rules.IncompatibleBase, request.Named.Location, message);
}
