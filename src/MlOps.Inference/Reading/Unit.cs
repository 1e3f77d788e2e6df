using MlOps.Text.Tokenizers;

namespace MlOps.Inference.Reading;

/// <summary>What a model computes at once of a row: its text, one window of it, or its picture.</summary>
internal sealed record Unit
{
    /// <summary>The tokens; null for a picture.</summary>
    public EncodedText? Tokens { get; init; }

    /// <summary>[3, height, width]; null for a text.</summary>
    public float[]? Pixels { get; init; }

    /// <summary>What each token should be guessed as, [Length], -100 for those that are not guessed; null but for language models.</summary>
    public long[]? Guesses { get; init; }

    /// <summary>Index of the word that each token begins, [Length], -1 for other tokens; null but for tagged words.</summary>
    public int[]? Words { get; init; }

    /// <summary>By which units share a batch.</summary>
    public int Length => Tokens?.Length ?? 1;
}
