using MlOps.Diagnostics;
using MlOps.Pictures;
using MlOps.Steps;
using MlOps.Steps.Preprocess;
using MlOps.Text.Readers;
using MlOps.Training.Data;
using MlOps.Training.Models;
using MlOps.Training.Tasks;
using MlOps.Vision;
using TorchSharp;

namespace MlOps.Training.FineTune;

/// <summary>Pictures to learn labels from.</summary>
internal static class PictureData
{
    /// <summary>What a base model reads: by its <c>preprocessor_config.json</c>, else as its family was trained.</summary>
    /// <param name="origin">The base model.</param>
    /// <returns>Null for a model of texts.</returns>
    /// <exception cref="MlOpsException">MLOPS3001: the file asks for what this program does not do.</exception>
    public static PictureTransform? TransformOf(BaseModel origin)
    {
        var file = Path.Combine(origin.Folder, PreprocessorConfig.FileName);
        return origin.Architecture is not ImageArchitecture architecture ? null
            : File.Exists(file) ? PreprocessorConfig.Read(file, $"{origin.Found.Name}/{PreprocessorConfig.FileName}")
            : architecture.Transform;
    }

    /// <summary>Reads the prepared rows; their pictures are read as the training goes.</summary>
    /// <param name="spec">The task and its settings.</param>
    /// <param name="context">Names the preprocess step's output.</param>
    /// <param name="origin">The base model.</param>
    /// <param name="device">Where the network will be.</param>
    /// <exception cref="MlOpsException">MLOPS3001: the base model asks for what this program does not do. MLOPS3006: the labels are not those of the data card.</exception>
    public static TaskData Read(FineTuneSpec spec, StepContext context, BaseModel origin, torch.Device device)
    {
        var prepared = context.Input("preprocess");
        var card = prepared.Result.Data!;
        var index = new LabelIndex(card);
        var paths = PicturePaths.Of(context);
        var train = Examples("train");
        var weights = spec.ClassWeights?.Resolve(card.Labels, card.MultiLabel, [.. train.Select(example => example.Labels)]);
        var settings = new PictureSettings
        {
            Transform = TransformOf(origin)!,
            Augment = spec.Augment,
            Labels = card.Labels.Count,
            MultiLabel = card.MultiLabel,
            Seed = context.Seed,
            Ahead = context.Compute.Threads + 1,
        };
        return new(
            new ClassificationTask(spec.Task, card.Labels, card.MultiLabel, weights, device),
            new LabelledPictures(train, settings),
            new LabelledPictures(Examples("validation"), settings),
            card.Labels);

        IReadOnlyList<PictureExample> Examples(string split)
        {
            var file = Path.Combine(prepared.Folder, RowsFile.NameOf(split));
            return !File.Exists(file) ? [] : [.. RowsFile.Read(file).Select(row =>
            {
                var (path, shown) = paths.Of(row);
                return new PictureExample(path, shown, row.Sha256!, index.Of(row));
            })];
        }
    }
}
