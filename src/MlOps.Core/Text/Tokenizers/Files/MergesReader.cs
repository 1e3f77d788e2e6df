using MlOps.Text.Tokenizers.Models;

namespace MlOps.Text.Tokenizers.Files;

/// <summary>Collects the merges of byte pair encoding in the order of a file.</summary>
/// <param name="vocabulary">Index by token.</param>
/// <param name="prefix">Marks a token that doesn't start its word; empty for none.</param>
/// <param name="path">The file, for errors.</param>
internal sealed class MergesReader(Dictionary<string, int> vocabulary, string prefix, string path)
{
    private int _rank;

    /// <summary>The merges so far.</summary>
    public MergeRules Rules { get; } = new();

    /// <summary>Adds a merge of two tokens with a space between them.</summary>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS2008: there is not exactly one space, or a token is not in the vocabulary.</exception>
    public void Add(string pair)
    {
        if (pair.Split(' ') is not [var left, var right])
        {
            throw TokenizerFolder.Bad(path, $"merge {_rank + 1} is '{pair}'; expected two tokens with a space between them");
        }

        Add(left, right);
    }

    /// <summary>Adds a merge.</summary>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS2008: a token is not in the vocabulary.</exception>
    public void Add(string left, string right)
    {
        var end = right.StartsWith(prefix, StringComparison.Ordinal) ? right[prefix.Length..] : throw Unknown(prefix + right);
        Rules.Add(IdOf(left), IdOf(right), IdOf(left + end), _rank++);
    }

    private int IdOf(string token) => vocabulary.TryGetValue(token, out var id) ? id : throw Unknown(token);

    private Diagnostics.MlOpsException Unknown(string token) =>
        TokenizerFolder.Bad(path, $"merge {_rank + 1} needs the token '{token}', which is not in the vocabulary");
}
