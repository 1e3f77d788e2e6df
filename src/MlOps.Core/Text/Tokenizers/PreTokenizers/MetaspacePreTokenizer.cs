using MlOps.Text.Tokenizers.Patterns;

namespace MlOps.Text.Tokenizers.PreTokenizers;

/// <summary>Writes spaces as a mark, which stays with the word after it.</summary>
internal sealed class MetaspacePreTokenizer : PreTokenizer
{
    private readonly string _mark;
    private readonly PrependScheme _scheme;
    private readonly PatternSplit? _split;

    /// <param name="mark">Stands for a space: <c>▁</c>.</param>
    /// <param name="scheme">Which texts get a mark before them.</param>
    /// <param name="cuts">False leaves the text whole.</param>
    public MetaspacePreTokenizer(string mark, PrependScheme scheme, bool cuts)
    {
        _mark = mark;
        _scheme = scheme;
        _split = cuts ? new(new TextPattern(mark), SplitBehavior.MergedWithNext) : null;
    }

    public override void Split(AlignedText text, List<AlignedText> into)
    {
        var marked = Mark(text);
        if (_split is null)
        {
            into.Add(marked);
        }
        else
        {
            _split.Split(marked, into);
        }
    }

    private AlignedText Mark(AlignedText text)
    {
        var characters = text.Characters;
        var builder = new AlignedTextBuilder(text, text.Length + _mark.Length);
        var isFirst = text.OriginOf(0).Start == 0;
        if (characters[0] != ' ' && !characters.StartsWith(_mark, StringComparison.Ordinal)
            && (_scheme == PrependScheme.Always || (_scheme == PrependScheme.First && isFirst)))
        {
            builder.Append(_mark, text.OriginOf(0));
        }

        for (var at = 0; at < characters.Length; at++)
        {
            builder.Append(characters[at] == ' ' ? _mark : characters.Slice(at, 1), text.OriginOf(at));
        }

        return builder.Build();
    }
}
