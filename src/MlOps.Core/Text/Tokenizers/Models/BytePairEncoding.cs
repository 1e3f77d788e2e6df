namespace MlOps.Text.Tokenizers.Models;

/// <summary>Starts with the characters of a word and merges two neighbours again and again, by the rule of the lowest rank.</summary>
/// <param name="vocabulary">Index by token.</param>
/// <param name="rules">The merges.</param>
/// <param name="options">How characters without a token are treated.</param>
/// <remarks>Sennrich et al. 2016; of bytes: Radford et al. 2019 (GPT-2).</remarks>
internal sealed class BytePairEncoding(Dictionary<string, int> vocabulary, MergeRules rules, BytePairOptions options) : CachingModel
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _ids = vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();
    private readonly ByteTokens _bytes = new(vocabulary);

    protected override Piece[] Split(ReadOnlySpan<char> word)
    {
        if (options.IgnoresMerges && _ids.TryGetValue(word, out var whole))
        {
            return [new(whole, 0, word.Length)];
        }

        var merger = new PieceMerger(rules);
        AddCharacters(word, merger);
        return merger.Merge();
    }

    private void AddCharacters(ReadOnlySpan<char> word, PieceMerger into)
    {
        Piece? unknown = null;
        var start = 0;
        foreach (var rune in word.EnumerateRunes())
        {
            var end = start + rune.Utf16SequenceLength;
            if (TryFind(word, start, end, out var id))
            {
                AddUnknown(unknown, into);
                unknown = null;
                into.Add(new(id, start, end));
            }
            else if (options.FallsBackToBytes && _bytes.TryEncode(Marked(word, start, end), out var bytes))
            {
                foreach (var value in bytes)
                {
                    into.Add(new(value, start, end));
                }
            }
            else if (options.UnknownId is { } unknownId)
            {
                if (unknown is { } before && options.FusesUnknown)
                {
                    unknown = before with { End = end };
                }
                else
                {
                    AddUnknown(unknown, into);
                    unknown = new(unknownId, start, end);
                }
            }

            start = end;
        }

        AddUnknown(unknown, into);
    }

    // the tokenizers library adds an unknown character when the next known one comes, after the bytes of those in between
    private static void AddUnknown(Piece? unknown, PieceMerger into)
    {
        if (unknown is { } piece)
        {
            into.Add(piece);
        }
    }

    private bool TryFind(ReadOnlySpan<char> word, int start, int end, out int id) =>
        IsMarked(word, start, end) ? _ids.TryGetValue(Marked(word, start, end), out id) : _ids.TryGetValue(word[start..end], out id);

    private bool IsMarked(ReadOnlySpan<char> word, int start, int end) =>
        (options.Prefix.Length > 0 && start > 0) || (options.Suffix.Length > 0 && end == word.Length);

    private string Marked(ReadOnlySpan<char> word, int start, int end) =>
        string.Concat(start > 0 ? options.Prefix : "", word[start..end], end == word.Length ? options.Suffix : "");
}
