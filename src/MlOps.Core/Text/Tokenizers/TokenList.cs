namespace MlOps.Text.Tokenizers;

/// <summary>Tokens of a text, each with the part of the text that it stands for. Models fill it word by word.</summary>
/// <param name="wanted">Enough tokens: it is full with the word that reaches them, as in the tokenizers library from 0.23 on.</param>
internal sealed class TokenList(int wanted)
{
    private readonly List<Token> _tokens = [];
    private AlignedText _word;

    /// <summary>Number of tokens.</summary>
    public int Count => _tokens.Count;

    /// <summary>The tokens, in the order of the text.</summary>
    public IReadOnlyList<Token> Tokens => _tokens;

    /// <summary>There are as many tokens as are wanted, or some more of the last word.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Begins a word; what <see cref="Add"/> names are parts of it.</summary>
    public void Begin(AlignedText word) => _word = word;

    /// <summary>Adds a token of the word.</summary>
    /// <param name="id">Its vocabulary index.</param>
    /// <param name="start">Its first UTF-16 unit in the word.</param>
    /// <param name="end">One after its last.</param>
    public void Add(int id, int start, int end) => _tokens.Add(new(id, _word.OriginOf(start, end)));

    /// <summary>Ends the word.</summary>
    public void End() => IsFull = Count >= wanted;

    /// <summary>Takes the last tokens back.</summary>
    /// <param name="count">How many remain.</param>
    public void Shorten(int count) => _tokens.RemoveRange(count, _tokens.Count - count);
}
