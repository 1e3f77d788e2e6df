using System.Text.Json;
using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Pictures;
using MlOps.Steps;
using MlOps.Text.Cleaning;
using MlOps.Text.Tokenizers;

namespace MlOps.Inference;

/// <summary>Makes sure that the files of a model folder belong together, before anything is predicted.</summary>
internal static class ModelFolderCheck
{
    /// <summary>Compares what the files say of each other, and runs the longest text of the last token of the vocabulary, or an empty picture.</summary>
    /// <param name="folder">The folder, for messages.</param>
    /// <param name="model">Its model.onnx.</param>
    /// <param name="tokenizer">Its tokenizer; null for pictures.</param>
    /// <param name="description">Its model.json.</param>
    /// <exception cref="MlOpsException">MLOPS4103: they do not belong together. MLOPS4102: model.json asks for a preparation that is not known.</exception>
    public static void Run(string folder, OnnxModel model, Tokenizer? tokenizer, ModelDescription description)
    {
        CheckPreparation(folder, description.Preparation);
        CompareLabels(folder, model, description);
        var output = model.Run(tokenizer is null ? EmptyPicture(description.Pictures!) : HardestText(tokenizer, description.MaxTokens));
        var found = (int)output.Shape[^1];
        if (description.TaskKind is TaskKind.MaskedLm or TaskKind.CausalLm)
        {
            if (found < tokenizer!.VocabularySize)
            {
                throw Mismatch(folder, $"its tokenizer has {tokenizer.VocabularySize} pieces, but {OnnxModel.FileName} gives {found} logits a token");
            }
        }
        else if (found != description.Labels.Count || output.Logits.Length != found * (model.IsOfTokens ? description.MaxTokens : 1))
        {
            throw Mismatch(folder, $"it names {description.Labels.Count} labels, but {OnnxModel.FileName} gives {found} logits");
        }
    }

    private static ModelInputs HardestText(Tokenizer tokenizer, int length) => ModelInputs.Of(
        TokenBatch.Pad([new EncodedText([.. Enumerable.Repeat(tokenizer.VocabularySize - 1, length)], new int[length])], tokenizer.PaddingId));

    private static ModelInputs EmptyPicture(PictureTransform pictures) => ModelInputs.Of(new PixelBatch(new float[pictures.Length], 1, pictures.Height, pictures.Width));

    private static void CheckPreparation(string folder, Preparation preparation)
    {
        var unknown = preparation.Clean.Except(Cleaner.Names).Concat(preparation.Redact.Except(Redaction.Kinds)).FirstOrDefault();
        if (unknown is not null)
        {
            throw new MlOpsException(Rules.BadModelFile, DescriptionOf(folder), $"it prepares texts by '{unknown}', which this version of mlops does not know");
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
        new(Rules.ModelMismatch, DescriptionOf(folder), message);

    private static Location DescriptionOf(string folder) => new(Path.Combine(folder, ModelDescription.FileName).Replace('\\', '/'));
}
