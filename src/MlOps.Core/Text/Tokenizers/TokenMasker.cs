namespace MlOps.Text.Tokenizers;

/// <summary>
/// Covers tokens as masked language models learn to guess them: of 15 % of the tokens, special ones left out, 80 % become the mask token,
/// 10 % a random token, and 10 % stay.
/// </summary>
/// <param name="maskId">Vocabulary index of the mask token.</param>
/// <param name="specialIds">Tokens that are never covered.</param>
/// <param name="vocabularySize">Random tokens are drawn from 0 to this.</param>
/// <remarks>Devlin and others 2018, "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding", section 3.1.</remarks>
public sealed class TokenMasker(int maskId, IReadOnlySet<int> specialIds, int vocabularySize)
{
    /// <summary>The target of a token that is not to be guessed.</summary>
    public const long NotGuessed = -100;

    private const double Share = 0.15;

    /// <summary>The masker of a tokenizer.</summary>
    /// <param name="tokenizer">It has a mask token.</param>
    /// <exception cref="ArgumentException">It has none.</exception>
    public static TokenMasker Of(Tokenizer tokenizer) => new(
        tokenizer.MaskId ?? throw new ArgumentException("the tokenizer has no mask token", nameof(tokenizer)), tokenizer.SpecialIds, tokenizer.VocabularySize);

    /// <summary>A seed that follows from tokens alone, for masks that are the same every time.</summary>
    /// <param name="ids">The tokens.</param>
    public static int SeedOf(int[] ids) => ids.Aggregate(17, (hash, id) => unchecked((hash * 31) + id));

    /// <summary>Covers some tokens; at least one where any may be.</summary>
    /// <param name="ids">Tokens of a text.</param>
    /// <param name="random">Draws which.</param>
    /// <returns>The tokens that the model reads, and what each should be guessed as: its own index, or <see cref="NotGuessed"/>.</returns>
    public (int[] Ids, long[] Targets) Mask(int[] ids, Random random)
    {
        var (read, targets) = ((int[])ids.Clone(), new long[ids.Length]);
        Array.Fill(targets, NotGuessed);
        var places = Enumerable.Range(0, ids.Length).Where(place => !specialIds.Contains(ids[place])).ToArray();
        var chosen = Array.FindAll(places, _ => random.NextDouble() < Share);
        if (chosen.Length == 0 && places.Length > 0)
        {
            chosen = [places[random.Next(places.Length)]];
        }

        foreach (var place in chosen)
        {
            targets[place] = ids[place];
            read[place] = random.NextDouble() switch
            {
                < 0.8 => maskId,
                < 0.9 => random.Next(vocabularySize),
                _ => ids[place],
            };
        }

        return (read, targets);
    }
}
