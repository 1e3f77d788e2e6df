using MlOps.Models;
using MlOps.Text.Tokenizers;

namespace MlOps.Hub;

/// <summary>Which files of a model are read: not its weights in other forms, its pictures or its training state.</summary>
internal static class NeededFiles
{
    /// <summary>The configuration, which every model has.</summary>
    public const string Config = "config.json";

    private const string PreprocessorConfig = "preprocessor_config.json";

    /// <summary>What says how inputs are prepared; a model has those of its kind.</summary>
    private static readonly string[] Preparation = [.. Tokenizer.FileNames, PreprocessorConfig];

    /// <summary>Files of which one is enough to prepare inputs.</summary>
    private static readonly string[] Sufficient = ["tokenizer.json", "vocab.txt", "merges.txt", PreprocessorConfig];

    /// <summary>All but the weights.</summary>
    /// <param name="names">The model's files.</param>
    public static IEnumerable<string> Small(IReadOnlyCollection<string> names) => Preparation.Prepend(Config).Where(names.Contains);

    /// <summary>The files of the weights.</summary>
    /// <param name="weights">The weights, or their index, which is there.</param>
    /// <param name="folder">Full path of the folder.</param>
    /// <param name="shown">What messages call the folder.</param>
    public static IEnumerable<string> Weights(string weights, string folder, string shown) => weights.EndsWith(WeightsFiles.IndexEnding, StringComparison.Ordinal)
        ? WeightsIndex.Read(Path.Combine(folder, weights), $"{shown}/{weights}").Files.Prepend(weights)
        : [weights];

    /// <summary>True for a folder that surely lacks nothing: its weights are whole, and there is something that prepares inputs.</summary>
    /// <param name="names">The files that are there.</param>
    public static bool AreThere(IReadOnlyCollection<string> names) => names.Contains(Config) && Sufficient.Any(names.Contains);
}
