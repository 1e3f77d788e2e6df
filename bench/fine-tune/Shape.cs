using MlOps.Training.Models.Bert;

namespace MlOps.Bench.FineTune;

/// <summary>The shape of a model that is timed; its weights are random.</summary>
internal sealed record Shape(string Name, BertConfig Config)
{
    public static Shape BertPico { get; } = new("bert-pico", Of(vocabulary: 8192, hidden: 128, layers: 3, heads: 2));

    public static Shape MiniLm { get; } = new("MiniLM-L6", Of(vocabulary: 30522, hidden: 384, layers: 6, heads: 12));

    private static BertConfig Of(int vocabulary, int hidden, int layers, int heads) => new()
    {
        VocabularySize = vocabulary,
        HiddenSize = hidden,
        Layers = layers,
        Heads = heads,
        IntermediateSize = 4 * hidden,
        MaxPositions = 512,
        TypeVocabularySize = 2,
        PaddingToken = 0,
    };
}
