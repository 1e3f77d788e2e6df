using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Training.Data;
using MlOps.Training.Models;
using MlOps.Training.Weights;
using static TorchSharp.torch;

namespace MlOps.Training.FineTune;

/// <summary>Holds <c>model.onnx</c> against the weights file that lies beside it, as libtorch computes it in float32 on the CPU.</summary>
/// <param name="scorer">Runs the exported model.</param>
internal sealed class ExportCheck(OnnxScorer scorer)
{
    /// <summary>Largest difference of a logit; as a share of the largest logit, where that is above 1.</summary>
    public const double Tolerance = 1e-4;

    private const int MostRows = 256;
    private const int MostOfOneLength = 32; // pictures: what a graph may get wrong shows in few of them
    private static readonly int[] BatchSizes = [1, 32];

    // a language model gives a number for every token and piece of the vocabulary: 100 MB for one long row of GPT-2
    private const int MostOfLanguage = 32;
    private static readonly int[] BatchSizesOfLanguage = [1, 4];

    /// <summary>Compares the logits of rows of many lengths, one at a time and in batches.</summary>
    /// <param name="folder">The model folder.</param>
    /// <param name="origin">The base model.</param>
    /// <param name="head">The head.</param>
    /// <param name="rows">Validation rows; 256 of them are taken, spread over their lengths, or 32 where all are alike and for language models.</param>
    /// <param name="location">Where a failure is reported.</param>
    /// <param name="ct">Stops between two batches.</param>
    /// <returns>The largest difference, and the number of rows.</returns>
    /// <exception cref="MlOpsException">MLOPS3004: a logit differs by more than the tolerance.</exception>
    public (double Difference, int Rows) Run(ModelFolder folder, BaseModel origin, HeadShape head, TrainingSet rows, Location location, CancellationToken ct)
    {
        var isLanguage = head.Task is TaskKind.MaskedLm or TaskKind.CausalLm;
        var chosen = Spread(rows, isLanguage ? MostOfLanguage : MostRows);
        var batchSizes = isLanguage ? BatchSizesOfLanguage : BatchSizes;
        using var network = origin.Architecture.Create(head, ScalarType.Float32);
        using var weights = new SafetensorsReader(folder.WeightsFile, folder.WeightsFile);
        _ = WeightsLoader.Load(network, origin.Architecture, weights, folder.WeightsFile);
        network.eval();
        var (difference, largest) = (0.0, 0.0);
        foreach (var (actual, batch) in scorer(folder.OnnxFile, Batches()).Zip(Batches()))
        {
            var expected = Logits(network, batch);
            difference = Math.Max(difference, Difference(expected, actual));
            largest = Math.Max(largest, expected.Max(Math.Abs));
        }

        var allowed = Tolerance * Math.Max(1, largest);
        return difference <= allowed
            ? (difference, chosen.Length)
            : throw new MlOpsException(Rules.ExportDiffers, location, string.Create(
                CultureInfo.InvariantCulture,
                $"model.onnx gives logits that differ from the trained model's by {difference:G3} on {chosen.Length} rows; at most {allowed:G3} is allowed"));

        IEnumerable<ModelInputs> Batches() => rows.Batches([.. batchSizes.SelectMany(size => chosen.Chunk(size))], epoch: 0, ct).Select(batch => batch.Inputs);
    }

    // evenly along the order of length, then back in the order of the rows, so that batches hold rows of several lengths
    private static int[] Spread(TrainingSet rows, int most)
    {
        var lengths = rows.Lengths;
        var count = Math.Min(lengths.Distinct().Count() == 1 ? MostOfOneLength : most, rows.Count);
        var byLength = Enumerable.Range(0, rows.Count).OrderBy(row => lengths[row]).ToArray();
        return [.. Enumerable.Range(0, count).Select(i => byLength[(long)i * rows.Count / count]).Order()];
    }

    private static double Difference(float[] expected, float[] actual) => expected.Length == actual.Length
        ? expected.Zip(actual, (a, b) => (double)Math.Abs(a - b)).Max()
        : double.PositiveInfinity;

    private static float[] Logits(Network network, ModelInputs batch)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return network.call(NetworkInputs.Of(batch, CPU)).Logits.contiguous().data<float>().ToArray();
    }
}
