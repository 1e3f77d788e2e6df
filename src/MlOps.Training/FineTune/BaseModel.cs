using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Spec;
using MlOps.Text.Tokenizers;
using MlOps.Training.Models;
using MlOps.Training.Weights;

namespace MlOps.Training.FineTune;

/// <summary>A base model that this step can fine-tune, as far as can be told without libtorch.</summary>
/// <param name="Folder">Full path of its files.</param>
/// <param name="WeightsName">The file of its weights among them.</param>
/// <param name="Name">The folder as the pipeline names it.</param>
/// <param name="Config">Its <c>config.json</c>.</param>
/// <param name="Architecture">What the configuration describes.</param>
/// <param name="Tokenizer">Its tokenizer; null for pictures.</param>
internal sealed record BaseModel(string Folder, string WeightsName, string Name, ConfigFile Config, Architecture Architecture, Tokenizer? Tokenizer)
{
    /// <summary>Opens its weights; no number is read yet.</summary>
    /// <exception cref="MlOpsException">MLOPS3003: the file is malformed. MLOPS3001: it holds something else than tensors.</exception>
    public WeightsReader OpenWeights() => WeightsFile.Open(Path.Combine(Folder, WeightsName), $"{Name}/{WeightsName}");

    /// <summary>Opens a folder, or the folder of a file of weights.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="spec">Names it, and what is asked of the model.</param>
    /// <exception cref="MlOpsException">MLOPS3001: the step cannot fine-tune it. MLOPS2002 or MLOPS2008: its tokenizer is absent or unknown.</exception>
    public static BaseModel Open(string path, FineTuneSpec spec)
    {
        var (folder, name) = (path, spec.Base.Shown.TrimEnd('/'));
        var weights = File.Exists(path) ? Path.GetFileName(path) : null;
        if (weights is not null)
        {
            (folder, name) = (Path.GetDirectoryName(path)!, Path.GetDirectoryName(name) is { Length: > 0 } parent ? parent : ".");
        }

        weights ??= WeightsFile.Find(folder);
        if (weights is null || !File.Exists(Path.Combine(folder, ConfigFile.FileName)))
        {
            var missing = weights is null ? WeightsFile.Names[0] : ConfigFile.FileName;
            throw Incompatible(
                spec, $"the base model '{name}' has no {missing}; expected a Hugging Face folder with {ConfigFile.FileName}, weights ({string.Join(", ", WeightsFile.Names)}) and what prepares its inputs");
        }

        var config = ConfigFile.Read(Path.Combine(folder, ConfigFile.FileName), $"{name}/{ConfigFile.FileName}");
        var architecture = Architectures.Of(config, spec.Dropout);
        if (!architecture.Tasks.Contains(spec.Task))
        {
            throw Incompatible(spec, $"the base model '{name}' is of the family {architecture.Family}, which learns {string.Join(", ", architecture.Tasks.Select(Kebab.Of))}; 'task' is {Kebab.Of(spec.Task)}");
        }

        var tokenizer = architecture is TextArchitecture text ? OpenTokenizer(folder, name, text, spec) : null;
        return new(folder, weights, name, config, architecture, tokenizer);
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
