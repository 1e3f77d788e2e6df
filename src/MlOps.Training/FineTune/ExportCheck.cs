using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Text.Tokenizers;
using MlOps.Training.Data;
using MlOps.Training.Models;
using MlOps.Training.Trainer;
using MlOps.Training.Weights;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.FineTune;

/// <summary>Holds <c>model.onnx</c> against the weights file that lies beside it, as libtorch computes it in float32 on the CPU.</summary>
/// <param name="scorer">Runs the exported model.</param>
internal sealed class ExportCheck(OnnxScorer scorer)
{
    /// <summary>Largest difference of a logit.</summary>
    public const double Tolerance = 1e-4;

    private const int MostRows = 256;
    private static readonly int[] BatchSizes = [1, 32];

    /// <summary>Compares the logits of rows of many lengths, one at a time and in batches.</summary>
    /// <param name="folder">The model folder.</param>
    /// <param name="origin">The base model.</param>
    /// <param name="shape">The classifier.</param>
    /// <param name="examples">Validation rows; 256 of them are taken, spread over their lengths.</param>
    /// <param name="location">Where a failure is reported.</param>
    /// <returns>The largest difference, and the number of rows.</returns>
    /// <exception cref="MlOpsException">MLOPS3004: a logit differs by more than the tolerance.</exception>
    public (double Difference, int Rows) Run(
        ModelFolder folder, BaseModel origin, ClassifierShape shape, IReadOnlyList<Example> examples, Location location)
    {
        var rows = Spread(examples);
        var batches = BatchSizes
            .SelectMany(size => rows.Select(row => row.Text).Chunk(size))
            .Select(texts => TokenBatch.Pad(texts, origin.Tokenizer.PaddingId))
            .ToList();
        using var model = origin.Architecture.Create(shape, ScalarType.Float32);
        using var weights = new SafetensorsReader(folder.WeightsFile, folder.WeightsFile);
        _ = WeightsLoader.Load(model, origin.Architecture, weights, folder.WeightsFile);
        var expected = batches.SelectMany(batch => Logits(model, batch));
        var difference = expected.Zip(scorer(folder.OnnxFile, batches).SelectMany(logits => logits), (a, b) => (double)Math.Abs(a - b)).Max();
        return difference <= Tolerance
            ? (difference, rows.Count)
            : throw new MlOpsException(Rules.ExportDiffers, location, string.Create(
                CultureInfo.InvariantCulture,
                $"model.onnx gives logits that differ from the trained model's by {difference:G3} on {rows.Count} rows; at most {Tolerance} is allowed"));
    }

    // evenly along the order of length, then back in the order of the rows, so that batches hold rows of several lengths
    private static List<Example> Spread(IReadOnlyList<Example> examples)
    {
        var count = Math.Min(MostRows, examples.Count);
        var byLength = Enumerable.Range(0, examples.Count).OrderBy(index => examples[index].Text.Length).ToArray();
        return [.. Enumerable.Range(0, count).Select(i => byLength[(long)i * examples.Count / count]).Order().Select(index => examples[index])];
    }

    private static float[] Logits(Module<Tensor, Tensor, Tensor, Tensor> model, TokenBatch batch)
    {
        model.eval();
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return model.Logits(batch, CPU).data<float>().ToArray();
    }
}
