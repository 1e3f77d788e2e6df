using MlOps.Models;
using MlOps.Text.Tokenizers;

namespace MlOps.Inference.Reading;

/// <summary>Makes units of a text or a pair, as the model's training did.</summary>
/// <param name="description">The model.</param>
/// <param name="tokenizer">Its tokenizer.</param>
internal sealed class TextUnits(ModelDescription description, Tokenizer tokenizer)
{
    /// <summary>One unit cut to the model's length, or the windows of a long text.</summary>
    /// <param name="row">The row.</param>
    public IReadOnlyList<Unit> Of(RowInput row)
    {
        IReadOnlyList<EncodedText> texts =
            row.Pair is { } pair ? [tokenizer.EncodePair(row.Text, pair, description.MaxTokens)]
            : description.Windows is { } windows ? tokenizer.EncodeWindows(row.Text, description.MaxTokens, windows.Stride)
            : [tokenizer.Encode(row.Text, description.MaxTokens)];
        return [.. texts.Select(text => new Unit { Tokens = text.OrOne(tokenizer.PaddingId) })];
    }
}
