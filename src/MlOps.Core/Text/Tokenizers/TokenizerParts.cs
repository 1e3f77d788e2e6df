using MlOps.Text.Tokenizers.Decoders;
using MlOps.Text.Tokenizers.Models;
using MlOps.Text.Tokenizers.Normalizers;
using MlOps.Text.Tokenizers.PreTokenizers;

namespace MlOps.Text.Tokenizers;

/// <summary>What a tokenizer is put together from.</summary>
internal sealed record TokenizerParts
{
    /// <summary>The file that it was read from, for messages.</summary>
    public required string Source { get; init; }

    /// <summary>Index by token, and back.</summary>
    public required Vocabulary Vocabulary { get; init; }

    /// <summary>Tokens found in the text before it is split into words.</summary>
    public required IReadOnlyList<AddedToken> AddedTokens { get; init; }

    /// <summary>What is done to the text first.</summary>
    public required Normalizer Normalizer { get; init; }

    /// <summary>How the text becomes words.</summary>
    public required PreTokenizer PreTokenizer { get; init; }

    /// <summary>How a word becomes tokens.</summary>
    public required SubwordModel Model { get; init; }

    /// <summary>Special tokens around one text and around two.</summary>
    public required Templates Templates { get; init; }

    /// <summary>How tokens become text again.</summary>
    public required Decoder Decoder { get; init; }

    /// <summary>Take the spaces before punctuation out of a decoded text.</summary>
    public bool CleansUpSpaces { get; init; }

    /// <summary>Vocabulary index of the padding token.</summary>
    public required int PaddingId { get; init; }

    /// <summary>Vocabulary index of the mask token; null where there is none.</summary>
    public int? MaskId { get; init; }

    /// <summary>Vocabulary index of the token that ends a text; null where there is none.</summary>
    public int? EndOfTextId { get; init; }
}
