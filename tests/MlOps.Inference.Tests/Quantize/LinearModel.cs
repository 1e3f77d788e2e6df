using MlOps.Training.Export;
using MlOps.Training.Export.Format;
using MlOps.Training.Weights;

namespace MlOps.Inference.Tests.Quantize;

/// <summary>A model of one table and one linear layer, small enough to compute by hand: logits = table[first token] x weight + bias.</summary>
internal static class LinearModel
{
    public const int Vocabulary = 128;
    public const int Inputs = 64;
    public const int Outputs = 96;

    public static float[] Table { get; } = Numbers(1, Vocabulary * Inputs);

    /// <summary>[Inputs * Outputs] as a product takes it.</summary>
    public static float[] Weight { get; } = Numbers(2, Inputs * Outputs);

    public static float[] Bias { get; } = Numbers(3, Outputs);

    /// <summary>Writes the model.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isGemm">True for one operator that takes the weight turned and adds the bias, false for a product and an addition.</param>
    public static void Write(string path, bool isGemm)
    {
        var graph = new OnnxGraph("linear");
        var ids = graph.Input("input_ids", "batch", "sequence");
        _ = graph.Input("attention_mask", "batch", "sequence");
        var found = graph.Gather(graph.Weight(new("table", [Vocabulary, Inputs], Table)), ids); // [B, T, Inputs]
        var first = graph.Gather(found, graph.Constant(0L), axis: 1); // [B, Inputs]
        var bias = graph.Weight(new("bias", [Outputs], Bias));
        var weight = new NamedTensor("weight", [Outputs, Inputs], Turned(Weight));
        var logits = isGemm ? graph.Gemm(first, graph.Weight(weight), bias) : graph.Add(graph.MatMul(first, graph.Transposed(weight)), bias);
        graph.Output("logits", logits, ["batch"], Outputs);
        OnnxFile.Write(path, graph.ToModel([]));
    }

    /// <summary>[Outputs], in float64 without rounding.</summary>
    public static double[] Exact(long id) =>
        [.. Enumerable.Range(0, Outputs).Select(output => Bias[output] + Enumerable.Range(0, Inputs).Sum(input => (double)Table[(id * Inputs) + input] * Weight[(input * Outputs) + output]))];

    /// <summary>
    /// [Outputs], as ONNX defines the operators: the row of the table rounded to 127 steps, then DynamicQuantizeLinear (a range that holds 0, in 255 steps), whole products, and back.
    /// </summary>
    public static double[] Rounded(long id)
    {
        var row = Round(Table.AsSpan((int)id * Inputs, Inputs).ToArray(), 127);
        var (low, high) = (Math.Min(0, row.Min()), Math.Max(0, row.Max()));
        var step = (high - low) / 255;
        var zero = Math.Round(-low / step);
        var whole = row.Select(x => Math.Clamp(Math.Round(x / step) + zero, 0, 255) - zero).ToArray();
        return [.. Enumerable.Range(0, Outputs).Select(output =>
        {
            var column = Round([.. Enumerable.Range(0, Inputs).Select(input => Weight[(input * Outputs) + output])], 64);
            return Bias[output] + whole.Zip(column, (x, w) => x * step * w).Sum();
        })];
    }

    private static double[] Round(float[] numbers, int most)
    {
        double scale = numbers.Max(Math.Abs) / most;
        return [.. numbers.Select(number => Math.Round(number / scale) * scale)];
    }

    private static float[] Numbers(int seed, int count)
    {
        var chance = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => chance.NextSingle() - 0.4f)];
    }

    private static float[] Turned(float[] weight) =>
        [.. Enumerable.Range(0, weight.Length).Select(i => weight[(i % Inputs * Outputs) + (i / Inputs)])];
}
