using System.Globalization;
using MlOps.Models;
using MlOps.Training.Models;
using MlOps.Training.Models.Bert;
using MlOps.Training.Weights;

namespace MlOps.Inference.Tests.Export;

/// <summary>A BERT of random weights, large enough for every operator of the graph and small enough for a test.</summary>
internal static class TinyBert
{
    public static BertConfig Config { get; } = new()
    {
        VocabularySize = 50,
        HiddenSize = 16,
        Layers = 2,
        Heads = 4,
        IntermediateSize = 24,
        MaxPositions = 32,
        TypeVocabularySize = 2,
    };

    public static void Write(string path, string[] labels, bool multiLabel = false, int[]? hidden = null, int seed = 1)
    {
        var head = new HeadShape(TaskKind.TextClassification, labels.Length, hidden ?? [], Dropout: null);
        BertExporter.Write(path, Config, new(head, labels, multiLabel, name => Weight(name, head, seed)));
    }

    /// <summary>Uniform in -0.5 to 0.5 and decided by name and seed; the shapes follow from transformers' names.</summary>
    public static NamedTensor Weight(string name, HeadShape head, int seed)
    {
        var (wide, h) = (Config.IntermediateSize, Config.HiddenSize);
        long[] shape = name switch
        {
            "bert.embeddings.word_embeddings.weight" => [Config.VocabularySize, h],
            "bert.embeddings.position_embeddings.weight" => [Config.MaxPositions, h],
            "bert.embeddings.token_type_embeddings.weight" => [Config.TypeVocabularySize, h],
            _ when name.EndsWith("intermediate.dense.weight", StringComparison.Ordinal) => [wide, h],
            _ when name.EndsWith("intermediate.dense.bias", StringComparison.Ordinal) => [wide],
            _ when name.EndsWith(".output.dense.weight", StringComparison.Ordinal) && !name.Contains("attention", StringComparison.Ordinal) => [h, wide],
            _ when name.Contains("LayerNorm", StringComparison.Ordinal) || name.EndsWith(".bias", StringComparison.Ordinal) => [h],
            _ => [h, h],
        };
        if (name.StartsWith("classifier", StringComparison.Ordinal))
        {
            shape = ShapeOfHead(name, head);
        }

        var random = new Random(seed + name.Sum(letter => letter * 31));
        return new(name, shape, [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => random.NextSingle() - 0.5f)]);
    }

    private static long[] ShapeOfHead(string name, HeadShape head)
    {
        int[] widths = [Config.HiddenSize, .. head.Hidden, head.Outputs];
        var layer = name.Split('.') is [_, var number, _] ? int.Parse(number, CultureInfo.InvariantCulture) : 0;
        return name.EndsWith(".bias", StringComparison.Ordinal) ? [widths[layer + 1]] : [widths[layer + 1], widths[layer]];
    }
}
