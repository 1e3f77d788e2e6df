namespace MlOps.Text.Tokenizers;

/// <summary>Index by token, and token by index.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, int> _ids;
    private readonly Dictionary<int, string> _tokens;

    /// <param name="ids">Index by token, of the model.</param>
    /// <param name="added">Tokens added to them; their text is what they are found by.</param>
    public Vocabulary(IReadOnlyDictionary<string, int> ids, IEnumerable<AddedToken> added)
    {
        _ids = new(ids, StringComparer.Ordinal);
        foreach (var token in added)
        {
            _ids[token.Content] = token.Id;
        }

        _tokens = new(_ids.Count);
        foreach (var (token, id) in _ids)
        {
            _tokens[id] = token;
            Size = Math.Max(Size, id + 1);
        }
    }

    /// <summary>One more than the highest index.</summary>
    public int Size { get; }

    /// <summary>Index of a token; null where there is none.</summary>
    public int? IdOf(string token) => _ids.TryGetValue(token, out var id) ? id : null;

    /// <summary>Token of an index; null where there is none.</summary>
    public string? TokenOf(int id) => _tokens.GetValueOrDefault(id);
}
