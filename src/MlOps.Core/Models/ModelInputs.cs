using MlOps.Text.Tokenizers;

namespace MlOps.Models;

/// <summary>One batch of what a model reads: texts or pictures.</summary>
public sealed record ModelInputs
{
    private ModelInputs(int rows) => Rows = rows;

    /// <summary>Rows of the batch.</summary>
    public int Rows { get; }

    /// <summary>The texts; null for pictures.</summary>
    public TokenBatch? Tokens { get; private init; }

    /// <summary>The pictures; null for texts.</summary>
    public PixelBatch? Pixels { get; private init; }

    /// <summary>A batch of texts.</summary>
    /// <param name="tokens">The texts.</param>
    public static ModelInputs Of(TokenBatch tokens) => new(tokens.Rows) { Tokens = tokens };

    /// <summary>A batch of pictures.</summary>
    /// <param name="pixels">The pictures.</param>
    public static ModelInputs Of(PixelBatch pixels) => new(pixels.Rows) { Pixels = pixels };
}
