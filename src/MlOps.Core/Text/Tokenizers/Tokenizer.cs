using System.Buffers;
using System.Runtime.InteropServices;
using MlOps.Text.Tokenizers.Normalizers;

namespace MlOps.Text.Tokenizers;

/// <summary>
/// Turns text into the tokens that a model was trained on, exactly as Hugging Face's tokenizers do:
/// added tokens, normalizer, pre-tokenizer, model, template. Safe for threads.
/// </summary>
public sealed class Tokenizer
{
    private readonly AddedTokens _rawTokens;
    private readonly AddedTokens _normalizedTokens;
    private readonly Normalizer _normalizer;
    private readonly PreTokenizer _preTokenizer;
    private readonly WordPiece _model;
    private readonly Template _single;
    private readonly Template _pair;

    internal Tokenizer(TokenizerParts parts)
    {
        _normalizer = parts.Normalizer;
        _preTokenizer = parts.PreTokenizer;
        _model = parts.Model;
        _single = parts.Single;
        _pair = parts.Pair;
        _rawTokens = new(parts.AddedTokens.Where(token => !token.Normalized));
        _normalizedTokens = new(parts.AddedTokens.Where(token => token.Normalized).Select(token => token with { Content = Normalize(token.Content) }));
        VocabularySize = parts.VocabularySize;
        PaddingId = parts.PaddingId;
    }

    /// <summary>The files of a model folder that make up its tokenizer, where they are present.</summary>
    public static IReadOnlyList<string> FileNames { get; } = ["tokenizer.json", "vocab.txt", "tokenizer_config.json", "special_tokens_map.json"];

    /// <summary>One more than the highest vocabulary index.</summary>
    public int VocabularySize { get; }

    /// <summary>Vocabulary index of the padding token.</summary>
    public int PaddingId { get; }

    /// <summary>Reads the tokenizer of a Hugging Face model folder: <c>tokenizer.json</c>, else <c>vocab.txt</c>, with <c>tokenizer_config.json</c>.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS2002: there is no tokenizer. MLOPS2008: it can't be read, or uses a part that is not known here.</exception>
    public static Tokenizer Load(string folder) => TokenizerFolder.Load(folder);

    /// <summary>The tokens of one text.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="maxTokens">Longest result, special tokens counted; the text's end is cut off.</param>
    public EncodedText Encode(string text, int maxTokens = int.MaxValue)
    {
        var room = Room(maxTokens, _single);
        var tokens = Tokenize(text, room);
        return _single.Fill(tokens[..Math.Min(tokens.Length, room)], []);
    }

    /// <summary>The tokens of a pair of texts.</summary>
    /// <param name="first">Any text; its tokens are of type 0.</param>
    /// <param name="second">Any text; its tokens are of type 1.</param>
    /// <param name="maxTokens">Longest result, special tokens counted; the end of the longer text is cut off first.</param>
    public EncodedText EncodePair(string first, string second, int maxTokens = int.MaxValue)
    {
        var room = Room(maxTokens, _pair);
        var a = Tokenize(first, room);
        var b = Tokenize(second, room);
        var (keepA, keepB) = Share(a.Length, b.Length, room);
        return _pair.Fill(a[..keepA], b[..keepB]);
    }

    private static int Room(int maxTokens, Template template)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxTokens, template.SpecialTokens);
        return maxTokens - template.SpecialTokens;
    }

    // the 'longest first' strategy: the shorter text stays whole while the longer one can make room
    private static (int First, int Second) Share(int first, int second, int room)
    {
        if ((long)first + second <= room)
        {
            return (first, second);
        }

        var half = room / 2;
        if (Math.Min(first, second) <= half)
        {
            return first <= second ? (first, room - first) : (room - second, second);
        }

        return first <= second ? (half, room - half) : (room - half, half);
    }

    // stops soon after it has as many tokens as are wanted
    private ReadOnlySpan<int> Tokenize(string text, int wanted)
    {
        var tokens = new List<int>();
        var rest = text.AsSpan();
        while (!rest.IsEmpty && tokens.Count < wanted)
        {
            var added = _rawTokens.Take(ref rest, out var before);
            TokenizeRaw(before, tokens, wanted);
            if (added is not null)
            {
                tokens.Add(added.Id);
            }
        }

        return CollectionsMarshal.AsSpan(tokens);
    }

    private void TokenizeRaw(ReadOnlySpan<char> text, List<int> into, int wanted)
    {
        if (text.IsEmpty)
        {
            return;
        }

        var normalized = new ArrayBufferWriter<char>(text.Length + 1);
        _normalizer.Normalize(text, normalized);
        var rest = normalized.WrittenSpan;
        while (!rest.IsEmpty && into.Count < wanted)
        {
            var added = _normalizedTokens.Take(ref rest, out var words);
            while (into.Count < wanted && _preTokenizer.TryTakeWord(ref words, out var word))
            {
                _model.Encode(word, into);
            }

            if (added is not null)
            {
                into.Add(added.Id);
            }
        }
    }

    private string Normalize(string text)
    {
        var normalized = new ArrayBufferWriter<char>(text.Length + 1);
        _normalizer.Normalize(text, normalized);
        return normalized.WrittenSpan.ToString();
    }
}
