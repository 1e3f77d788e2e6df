using MlOps.Diagnostics;
using MlOps.Text.Tokenizers.Models;
using MlOps.Text.Tokenizers.Normalizers;
using MlOps.Text.Tokenizers.PreTokenizers;

namespace MlOps.Text.Tokenizers;

/// <summary>From a text to its tokens: added tokens, normalizer, normalized added tokens, pre-tokenizer, model.</summary>
internal sealed class TokenPipeline
{
    private readonly string _source;
    private readonly AddedTokens _rawTokens;
    private readonly AddedTokens _normalizedTokens;
    private readonly Normalizer _normalizer;
    private readonly PreTokenizer _preTokenizer;
    private readonly SubwordModel _model;

    /// <param name="parts">What the tokenizer consists of.</param>
    public TokenPipeline(TokenizerParts parts)
    {
        _source = parts.Source;
        _normalizer = parts.Normalizer;
        _preTokenizer = parts.PreTokenizer;
        _model = parts.Model;
        _rawTokens = new(parts.AddedTokens.Where(token => !token.Normalized));
        _normalizedTokens = new(parts.AddedTokens.Where(token => token.Normalized).Select(token => token with { Content = Normalize(token.Content) }));
    }

    /// <summary>Tokenizes a text.</summary>
    /// <param name="text">Any text; a lone surrogate counts as U+FFFD.</param>
    /// <param name="wanted">It stops with the word that makes as many tokens.</param>
    /// <exception cref="MlOpsException">MLOPS2008: the tokenizer's parts cannot be applied to this text.</exception>
    public IReadOnlyList<Token> Run(string text, int wanted) => TokenizerFailure.Guard(_source, () =>
    {
        var tokens = new TokenList(wanted);
        ForEachPart(_rawTokens, new AlignedText(WellFormed(text)), tokens, part => AddPart(part, tokens));
        return tokens.Tokens;
    });

    private void AddPart(AlignedText text, TokenList into) =>
        ForEachPart(_normalizedTokens, _normalizer.Normalize(text), into, part => AddWords(part, into));

    private void AddWords(AlignedText text, TokenList into)
    {
        var words = new List<AlignedText>();
        _preTokenizer.Split(text, words);
        for (var place = 0; place < words.Count && !into.IsFull; place++)
        {
            into.Begin(words[place]);
            _model.Encode(words[place].Characters, into);
            into.End();
        }
    }

    // added tokens go into the list, what is between them to the action
    private static void ForEachPart(AddedTokens added, AlignedText text, TokenList into, Action<AlignedText> action)
    {
        var from = 0;
        while (from < text.Length && !into.IsFull)
        {
            var match = added.Find(text.Characters, from);
            var end = match?.Span.Start ?? text.Length;
            if (end > from)
            {
                action(text.Slice(from, end - from));
            }

            if (match is { } found && !into.IsFull)
            {
                into.Begin(text);
                into.Add(found.Token.Id, found.Span.Start, found.Span.End);
            }

            from = match?.Span.End ?? text.Length;
        }
    }

    private string Normalize(string text) =>
        TokenizerFailure.Guard(_source, () => _normalizer.Normalize(new AlignedText(WellFormed(text))).Characters.ToString());

    private static string WellFormed(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
        {
            return text;
        }

        // U+FFFD takes one unit as well, so that places stay as they are
        return string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
    }
}
