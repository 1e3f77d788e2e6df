namespace MlOps.Text.Tokenizers.Files;

/// <summary>Finds the tokens that have a meaning of their own in a vocabulary.</summary>
/// <param name="config">Names them, where it does.</param>
/// <param name="idOf">Index of a token; null where there is none.</param>
/// <param name="path">The tokenizer's file, for errors.</param>
internal sealed class SpecialTokens(TokenizerConfig config, Func<string, int?> idOf, string path)
{
    /// <summary>The padding token; a model that has none, such as GPT-2, is padded with the token that ends a text.</summary>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS2008: the one that is named is not in the vocabulary, or nothing can be used.</exception>
    public int Padding => config.Padding is { } named
        ? Need("padding", named)
        : FirstOf("[PAD]", "<pad>") ?? EndOfText ?? throw TokenizerFolder.Bad(path, "it has neither a padding token nor one that ends a text; expected 'pad_token' in tokenizer_config.json");

    /// <summary>The mask token; null where there is none.</summary>
    public int? Mask => config.Mask is { } named ? idOf(named) : FirstOf("[MASK]", "<mask>");

    /// <summary>The token that ends a text; null where there is none.</summary>
    public int? EndOfText => config.EndOfText is { } named ? idOf(named) : FirstOf("<|endoftext|>", "</s>");

    /// <summary>The tokens that are named beside those that a file lists, where the vocabulary has them: they are found in texts too.</summary>
    /// <param name="listed">Those of the file.</param>
    public IEnumerable<AddedToken> Unlisted(IEnumerable<AddedToken> listed)
    {
        var known = listed.Select(token => token.Content).ToHashSet(StringComparer.Ordinal);
        string?[] named = [config.Start, config.Separator, config.Padding, config.Unknown, config.Mask, config.EndOfText];
        return named.OfType<string>().Where(known.Add).Select(token => (token, id: idOf(token))).Where(found => found.id is not null)
            .Select(found => new AddedToken(found.token, found.id!.Value, IsSpecial: true));
    }

    /// <summary>Index of a token that must be there.</summary>
    /// <param name="what">What it is for.</param>
    /// <param name="token">Its text.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS2008: it is not in the vocabulary.</exception>
    public int Need(string what, string token) =>
        idOf(token) ?? throw TokenizerFolder.Bad(path, $"the {what} token '{token}' is not in the vocabulary");

    private int? FirstOf(params ReadOnlySpan<string> tokens)
    {
        foreach (var token in tokens)
        {
            if (idOf(token) is { } id)
            {
                return id;
            }
        }

        return null;
    }
}
