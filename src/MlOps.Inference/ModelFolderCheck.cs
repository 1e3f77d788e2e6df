using System.Text.Json;
using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Text.Tokenizers;

namespace MlOps.Inference;

/// <summary>Makes sure that the files of a model folder belong together, before anything is predicted.</summary>
internal static class ModelFolderCheck
{
    /// <summary>Compares what the files say of each other, and runs the longest text of the last token of the vocabulary.</summary>
    /// <param name="folder">The folder, for messages.</param>
    /// <param name="model">Its model.onnx.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    /// <param name="description">Its model.json.</param>
    /// <exception cref="MlOpsException">MLOPS4103: they do not belong together.</exception>
    public static void Run(string folder, OnnxModel model, Tokenizer tokenizer, ModelDescription description)
    {
        CompareLabels(folder, model, description);
        var last = tokenizer.VocabularySize - 1;
        var length = description.MaxTokens;
        var hardest = new EncodedText([.. Enumerable.Repeat(last, length)], new int[length]);
        var found = model.Run(TokenBatch.Pad([hardest], tokenizer.PaddingId))[0].Logits.Length;
        if (found != description.Labels.Count)
        {
            throw Mismatch(folder, $"it names {description.Labels.Count} labels, but {OnnxModel.FileName} gives {found} logits");
        }
    }

    private static void CompareLabels(string folder, OnnxModel model, ModelDescription description)
    {
        var expected = JsonSerializer.Serialize(description.Labels);
        if (model.Metadata.TryGetValue("labels", out var labels) && labels != expected)
        {
            throw Mismatch(folder, $"its labels are {expected}, those of {OnnxModel.FileName} {labels}");
        }
    }

    private static MlOpsException Mismatch(string folder, string message) =>
        new(Rules.ModelMismatch, new Location(Path.Combine(folder, ModelDescription.FileName).Replace('\\', '/')), message);
}
