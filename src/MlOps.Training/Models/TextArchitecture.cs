using System.Globalization;

namespace MlOps.Training.Models;

/// <summary>A family that reads texts. What its members share are the ways in which transformers, from its second version to its fifth, has named weights.</summary>
public abstract class TextArchitecture : Architecture
{
    // torch.nn.DataParallel puts it before every name
    private const string ParallelPrefix = "module.";

    /// <summary>Rows of the table of word embeddings.</summary>
    public abstract int VocabularySize { get; }

    /// <summary>Longest input in tokens.</summary>
    public abstract int MaxTokens { get; }

    /// <summary>Beginnings of the encoder's names in files that were saved without a head and lack <see cref="Architecture.EncoderPrefix"/>.</summary>
    protected abstract IReadOnlyList<string> EncoderParts { get; }

    /// <summary>What stands before the number of a layer: <c>bert.encoder.layer.</c></summary>
    protected abstract string LayerPrefix { get; }

    /// <summary>Beginnings of the embeddings' names, with the encoder's prefix.</summary>
    protected abstract IReadOnlyList<string> EmbeddingParts { get; }

    /// <inheritdoc/>
    public override string Canonical(string stored)
    {
        var name = stored.StartsWith(ParallelPrefix, StringComparison.Ordinal) ? stored[ParallelPrefix.Length..] : stored;
        if (BeginsWithOne(EncoderParts, name))
        {
            name = EncoderPrefix + name;
        }

        // the first checkpoints, converted from TensorFlow, name layer norms so
        return name.EndsWith(".gamma", StringComparison.Ordinal) ? name[..^"gamma".Length] + "weight"
            : name.EndsWith(".beta", StringComparison.Ordinal) ? name[..^"beta".Length] + "bias"
            : name;
    }

    /// <inheritdoc/>
    public override bool MayBeNew(string name) =>
        !name.StartsWith(EncoderPrefix, StringComparison.Ordinal) || name.StartsWith($"{EncoderPrefix}pooler.", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int LayerOf(string name) =>
        BeginsWithOne(EmbeddingParts, name) ? 0
        : name.StartsWith(LayerPrefix, StringComparison.Ordinal)
            ? 1 + int.Parse(name.AsSpan()[LayerPrefix.Length..name.IndexOf('.', LayerPrefix.Length)], NumberStyles.None, CultureInfo.InvariantCulture)
        : MayBeNew(name) ? Layers + 1
        : Layers;

    private static bool BeginsWithOne(IEnumerable<string> beginnings, string name) =>
        beginnings.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal));
}
