using MlOps.Diagnostics;
using MlOps.Text.Tokenizers.Decoders;
using MlOps.Text.Tokenizers.Files;

namespace MlOps.Text.Tokenizers;

/// <summary>
/// Turns text into the tokens that a model was trained on, and back, exactly as Hugging Face's tokenizers do:
/// added tokens, normalizer, pre-tokenizer, model, template. Safe for threads.
/// </summary>
public sealed class Tokenizer
{
    private readonly TokenizerParts _parts;
    private readonly TokenPipeline _pipeline;
    private readonly TokenPipeline _wordPipeline;
    private readonly HashSet<int> _specialIds;

    internal Tokenizer(TokenizerParts parts)
    {
        _parts = parts;
        _pipeline = new(parts);
        _wordPipeline = parts.PreTokenizer.ForWords() is var forWords && ReferenceEquals(forWords, parts.PreTokenizer) ? _pipeline : new(parts with { PreTokenizer = forWords });
        _specialIds = [.. parts.AddedTokens.Where(token => token.IsSpecial).Select(token => token.Id)];
    }

    /// <summary>The files of a model folder that make up its tokenizer, where they are present.</summary>
    public static IReadOnlyList<string> FileNames => TokenizerFolder.FileNames;

    /// <summary>One more than the highest vocabulary index.</summary>
    public int VocabularySize => _parts.Vocabulary.Size;

    /// <summary>Vocabulary index of the padding token; that which ends a text where there is none, as for GPT-2.</summary>
    public int PaddingId => _parts.PaddingId;

    /// <summary>Vocabulary index of the mask token; null where there is none.</summary>
    public int? MaskId => _parts.MaskId;

    /// <summary>Vocabulary index of the token that ends a text; null where there is none.</summary>
    public int? EndOfTextId => _parts.EndOfTextId;

    /// <summary>Vocabulary indices of the tokens that are no text.</summary>
    public IReadOnlySet<int> SpecialIds => _specialIds;

    /// <summary>
    /// Reads the tokenizer of a Hugging Face model folder: <c>tokenizer.json</c>, else <c>vocab.txt</c> (BERT), else <c>vocab.json</c> and
    /// <c>merges.txt</c> (GPT-2, RoBERTa), else SentencePiece's file (CamemBERT, XLM-RoBERTa), with <c>tokenizer_config.json</c> and <c>special_tokens_map.json</c>.
    /// </summary>
    /// <param name="folder">The model's folder.</param>
    /// <exception cref="MlOpsException">MLOPS2002: there is no tokenizer. MLOPS2008: it can't be read, or uses a part that is not known here.</exception>
    public static Tokenizer Load(string folder) => new(TokenizerFolder.Read(folder));

    /// <summary>Vocabulary index of a token as it stands in the vocabulary; null where there is none.</summary>
    public int? IdOf(string token) => _parts.Vocabulary.IdOf(token);

    /// <summary>A token as it stands in the vocabulary; null where the index has none.</summary>
    public string? TokenOf(int id) => _parts.Vocabulary.TokenOf(id);

    /// <summary>The tokens of one text.</summary>
    /// <param name="text">Any text; a lone surrogate counts as U+FFFD.</param>
    /// <param name="maxTokens">Longest result, special tokens counted; the text's end is cut off.</param>
    /// <exception cref="MlOpsException">MLOPS2008: the tokenizer's parts cannot be applied to this text.</exception>
    public EncodedText Encode(string text, int maxTokens = int.MaxValue) => Fill(Tokenize(text, maxTokens));

    /// <summary>The tokens of one text, with the place of each in it.</summary>
    /// <inheritdoc cref="Encode"/>
    public EncodedSpans EncodeSpans(string text, int maxTokens = int.MaxValue)
    {
        var tokens = Tokenize(text, maxTokens);
        Range[] spans = [.. tokens.Select(token => _parts.Templates.TrimsPlaces ? TrimSpaces(token.Origin, text) : token.Origin.Start..token.Origin.End)];
        return new(Fill(tokens), _parts.Templates.Single.Place(spans, default));
    }

    /// <summary>The tokens of a text that was split into words already.</summary>
    /// <param name="words">The words, without white space around them. For GPT-2 and RoBERTa each is one that follows a space.</param>
    /// <param name="maxTokens">Longest result, special tokens counted; the end is cut off, maybe within a word.</param>
    /// <exception cref="MlOpsException">MLOPS2008: the tokenizer's parts cannot be applied to these words.</exception>
    public EncodedWords EncodeWords(IReadOnlyList<string> words, int maxTokens = int.MaxValue)
    {
        var room = Room(maxTokens, _parts.Templates.Single);
        var tokens = new List<Token>();
        var wordOf = new List<int>();
        for (var word = 0; word < words.Count && tokens.Count < room; word++)
        {
            tokens.AddRange(_wordPipeline.Run(words[word], room - tokens.Count).Take(room - tokens.Count));
            wordOf.AddRange(Enumerable.Repeat(word, tokens.Count - wordOf.Count));
        }

        return new(Fill(tokens), _parts.Templates.Single.Place(wordOf, -1));
    }

    /// <summary>The tokens of a text of any length as windows that overlap, special tokens in each.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="maxTokens">Length of a window, special tokens counted; the last may be shorter.</param>
    /// <param name="stride">Tokens of the text that a window has in common with the one before it.</param>
    /// <exception cref="MlOpsException">MLOPS2008: the tokenizer's parts cannot be applied to this text.</exception>
    public IReadOnlyList<EncodedText> EncodeWindows(string text, int maxTokens, int stride)
    {
        var room = Room(maxTokens, _parts.Templates.Single);
        ArgumentOutOfRangeException.ThrowIfNegative(stride);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(stride, room);
        var tokens = Ids(_pipeline.Run(text, int.MaxValue));
        var windows = new List<EncodedText>();
        int start, end;
        for (start = 0, end = 0; end < tokens.Length || windows.Count == 0; start += room - stride)
        {
            end = Math.Min(start + room, tokens.Length);
            windows.Add(_parts.Templates.Single.Fill(tokens.AsSpan(start, end - start), []));
        }

        return windows;
    }

    /// <summary>The tokens of a pair of texts.</summary>
    /// <param name="first">Any text; its tokens are of the type that the template gives it, 0 as a rule.</param>
    /// <param name="second">Any text; of type 1 for BERT.</param>
    /// <param name="maxTokens">Longest result, special tokens counted; the end of the longer text is cut off first.</param>
    /// <exception cref="MlOpsException">MLOPS2008: the tokenizer's parts cannot be applied to these texts.</exception>
    public EncodedText EncodePair(string first, string second, int maxTokens = int.MaxValue)
    {
        var room = Room(maxTokens, _parts.Templates.Pair);
        var a = Ids(_pipeline.Run(first, maxTokens));
        var b = Ids(_pipeline.Run(second, maxTokens));
        var (keepA, keepB) = Share(a.Length, b.Length, room);
        return _parts.Templates.Pair.Fill(a.AsSpan(0, keepA), b.AsSpan(0, keepB));
    }

    /// <summary>The text of tokens.</summary>
    /// <param name="ids">Vocabulary indices; one that has no token is left out.</param>
    /// <param name="skipSpecialTokens">Leave the tokens out that are no text.</param>
    /// <exception cref="MlOpsException">MLOPS2008: the tokenizer's parts cannot be applied to these tokens.</exception>
    public string Decode(IReadOnlyList<int> ids, bool skipSpecialTokens = true)
    {
        var tokens = ids.Where(id => !skipSpecialTokens || !_specialIds.Contains(id)).Select(TokenOf).OfType<string>().ToList();
        var text = TokenizerFailure.Guard(_parts.Source, () => string.Concat(_parts.Decoder.Decode(tokens)));
        return _parts.CleansUpSpaces ? SpaceCleanup.Apply(text) : text;
    }

    private static Range TrimSpaces(TextSpan span, string text)
    {
        var token = text.AsSpan(span.Start, span.End - span.Start);
        var start = span.Start + token.Length - token.TrimStart(' ').Length;
        return start..Math.Max(start, span.Start + token.TrimEnd(' ').Length);
    }

    private List<Token> Tokenize(string text, int maxTokens)
    {
        var room = Room(maxTokens, _parts.Templates.Single);
        return [.. _pipeline.Run(text, room).Take(room)];
    }

    private EncodedText Fill(IReadOnlyList<Token> tokens) => _parts.Templates.Single.Fill(Ids(tokens), []);

    private static int[] Ids(IReadOnlyList<Token> tokens) => [.. tokens.Select(token => token.Id)];

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
}
