using MlOps.Inference.Tests.Export;
using MlOps.Models;
using MlOps.Steps;
using MlOps.Testing;

namespace MlOps.Inference.Tests;

/// <summary>A model folder as the fine-tune step writes it, around a BERT of random weights.</summary>
internal static class TinyModelFolder
{
    public const string Words = "abcdefghijklmnopqrstuvwxyz";

    public static ModelDescription Description { get; } = new()
    {
        Task = "text-classification",
        Family = "bert",
        Labels = ["ham", "spam"],
        MultiLabel = false,
        Preparation = new("text", [], []),
        MaxTokens = 16,
        Base = "examples/tiny",
        BaseHash = new string('0', 64),
        DataHash = new string('1', 64),
        Precision = "fp32",
        Seed = 1,
    };

    /// <summary>Writes the folder. The vocabulary is the letters, each a word, behind the special tokens.</summary>
    public static TemporaryFolder Write(ModelDescription? description = null, string[]? labels = null)
    {
        var folder = new TemporaryFolder();
        (description ?? Description).Write(folder.Path);
        TinyBert.Write(folder.File(OnnxModel.FileName), labels ?? ["ham", "spam"]);
        var vocabulary = new[] { "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]" }.Concat(Words.Select(letter => letter.ToString()));
        _ = folder.Write("vocab.txt", string.Join('\n', vocabulary) + "\n");
        return folder;
    }
}
