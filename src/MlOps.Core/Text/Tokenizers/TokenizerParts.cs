using MlOps.Text.Tokenizers.Normalizers;

namespace MlOps.Text.Tokenizers;

/// <summary>What a tokenizer is put together from.</summary>
internal sealed record TokenizerParts
{
    /// <summary>Tokens found in the text before it is split into words.</summary>
    public required IReadOnlyList<AddedToken> AddedTokens { get; init; }

    /// <summary>What is done to the text first.</summary>
    public required Normalizer Normalizer { get; init; }

    /// <summary>How the text becomes words.</summary>
    public required PreTokenizer PreTokenizer { get; init; }

    /// <summary>How a word becomes tokens.</summary>
    public required WordPiece Model { get; init; }

    /// <summary>Special tokens around one text.</summary>
    public required Template Single { get; init; }

    /// <summary>Special tokens around two texts.</summary>
    public required Template Pair { get; init; }

    /// <summary>One more than the highest vocabulary index.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Vocabulary index of the padding token.</summary>
    public required int PaddingId { get; init; }
}
