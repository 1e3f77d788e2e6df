using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Spec;
using MlOps.Text.Tokenizers;
using MlOps.Training.Models;

namespace MlOps.Training.FineTune;

/// <summary>A base model that this step can fine-tune, as far as can be told without libtorch.</summary>
/// <param name="Folder">Full path of its files.</param>
/// <param name="Name">The folder as the pipeline names it.</param>
/// <param name="Config">Its <c>config.json</c>.</param>
/// <param name="Architecture">What the configuration describes.</param>
/// <param name="Tokenizer">Its tokenizer; null for pictures.</param>
internal sealed record BaseModel(string Folder, string Name, ConfigFile Config, Architecture Architecture, Tokenizer? Tokenizer)
{
    private const string WeightsName = "model.safetensors";

    /// <summary>Full path of its weights.</summary>
    public string WeightsFile => Path.Combine(Folder, WeightsName);

    /// <summary>What messages call its weights.</summary>
    public string ShownWeightsFile => $"{Name}/{WeightsName}";

    /// <summary>Opens a folder.</summary>
    /// <param name="folder">Full path.</param>
    /// <param name="spec">Names the folder, and what is asked of the model.</param>
    /// <exception cref="MlOpsException">MLOPS3001: the step cannot fine-tune it. MLOPS2002 or MLOPS2008: its tokenizer is absent or unknown.</exception>
    public static BaseModel Open(string folder, FineTuneSpec spec)
    {
        var name = spec.Base.Shown.TrimEnd('/');
        foreach (var file in new[] { ConfigFile.FileName, WeightsName }.Where(file => !File.Exists(Path.Combine(folder, file))))
        {
            throw Incompatible(spec, $"the base model '{name}' has no {file}; expected a Hugging Face folder with {ConfigFile.FileName}, {WeightsName} and a tokenizer");
        }

        var config = ConfigFile.Read(Path.Combine(folder, ConfigFile.FileName), $"{name}/{ConfigFile.FileName}");
        var architecture = Architectures.Of(config, spec.Dropout);
        if (!architecture.Tasks.Contains(spec.Task))
        {
            throw Incompatible(spec, $"the base model '{name}' is of the family {architecture.Family}, which learns {string.Join(", ", architecture.Tasks.Select(Kebab.Of))}; 'task' is {Kebab.Of(spec.Task)}");
        }

        var tokenizer = architecture is TextArchitecture text ? OpenTokenizer(folder, name, text, spec) : null;
        return new(folder, name, config, architecture, tokenizer);
    }

    private static Tokenizer OpenTokenizer(string folder, string name, TextArchitecture architecture, FineTuneSpec spec)
    {
        var tokenizer = Tokenizer.Load(folder);
        if (tokenizer.VocabularySize > architecture.VocabularySize)
        {
            throw Incompatible(spec, string.Create(
                CultureInfo.InvariantCulture,
                $"the tokenizer of '{name}' has {tokenizer.VocabularySize} pieces, its embeddings {architecture.VocabularySize}; take the tokenizer that the model was trained with"));
        }

        return spec.MaxTokens <= architecture.MaxTokens
            ? tokenizer
            : throw Incompatible(spec, string.Create(
                CultureInfo.InvariantCulture, $"'max-tokens' is {spec.MaxTokens}; the base model '{name}' takes at most {architecture.MaxTokens}"));
    }

    private static MlOpsException Incompatible(FineTuneSpec spec, string message) => new(Rules.IncompatibleBase, spec.Base.Location, message);
}
