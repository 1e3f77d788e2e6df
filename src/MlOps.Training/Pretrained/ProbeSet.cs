using MlOps.Models;
using MlOps.Text.Tokenizers;
using MlOps.Training.Data;
using MlOps.Training.FineTune;
using MlOps.Training.Models;

namespace MlOps.Training.Pretrained;

/// <summary>Inputs drawn by chance, for a model whose data are not known: tokens of its vocabulary in many lengths, or noise of its pictures' size.</summary>
internal sealed class ProbeSet : TrainingSet
{
    private const int Rows = 24;
    private const int LongestText = 64;

    private readonly IReadOnlyList<EncodedText> _texts = [];
    private readonly IReadOnlyList<float[]> _pictures = [];
    private readonly BaseModel _origin;

    /// <summary>Draws the inputs.</summary>
    /// <param name="origin">The model.</param>
    /// <param name="seed">Draws them.</param>
    public ProbeSet(BaseModel origin, int seed)
    {
        _origin = origin;
        var random = new Random(seed);
        if (origin.Architecture is TextArchitecture text)
        {
            var longest = Math.Min(LongestText, text.MaxTokens);
            _texts = [.. Enumerable.Range(0, Rows).Select(row => 2 + (row * (longest - 2) / (Rows - 1))).Select(length =>
                new EncodedText([.. Enumerable.Range(0, length).Select(_ => random.Next(origin.Tokenizer!.VocabularySize))], new int[length]))];
        }
        else
        {
            var pixels = PictureData.TransformOf(origin)!.Length;
            _pictures = [.. Enumerable.Range(0, Rows / 4).Select(_ => Enumerable.Range(0, pixels).Select(_ => (random.NextSingle() * 4) - 2).ToArray())];
        }
    }

    /// <inheritdoc/>
    public override int Count => _texts.Count + _pictures.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Lengths => _texts.Count > 0 ? [.. _texts.Select(text => text.Length)] : new int[Count];

    /// <inheritdoc/>
    public override IEnumerable<Batch> Batches(IReadOnlyList<int[]> order, int epoch, CancellationToken ct) =>
        order.Select(rows => new Batch(rows, Inputs(rows), Targets.Of(new long[rows.Length], rows.Length), rows.Length));

    private ModelInputs Inputs(int[] rows)
    {
        if (_texts.Count > 0)
        {
            return ModelInputs.Of(TokenBatch.Pad([.. rows.Select(row => _texts[row])], _origin.Tokenizer!.PaddingId));
        }

        var transform = PictureData.TransformOf(_origin)!;
        return ModelInputs.Of(new PixelBatch([.. rows.SelectMany(row => _pictures[row])], rows.Length, transform.Height, transform.Width));
    }
}
