using MlOps.Text.Tokenizers;

namespace MlOps.Models;

/// <summary>Makes what a model reads of a text or a pair: training, evaluation and prediction all go through here, so that they cut alike.</summary>
/// <param name="tokenizer">The model's tokenizer.</param>
/// <param name="maxTokens">Longest input; longer texts are cut.</param>
/// <param name="windows">How they are cut; null leaves their end out. Of a pair the longer text is cut.</param>
public sealed class TextEncoder(Tokenizer tokenizer, int maxTokens, WindowSettings? windows)
{
    /// <summary>The text, or its windows in order; each has a token at least.</summary>
    /// <param name="text">The text, or the first of a pair.</param>
    /// <param name="pair">The second; null where there is one text.</param>
    public IReadOnlyList<EncodedText> Encode(string text, string? pair)
    {
        IReadOnlyList<EncodedText> texts =
            pair is not null ? [tokenizer.EncodePair(text, pair, maxTokens)]
            : windows is { } cut ? tokenizer.EncodeWindows(text, maxTokens, cut.Stride)
            : [tokenizer.Encode(text, maxTokens)];
        return [.. texts.Select(encoded => encoded.OrOne(tokenizer.PaddingId))];
    }
}
