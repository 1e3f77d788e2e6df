using MlOps.Models;
using MlOps.Text.Tokenizers;
using MlOps.Training.Trainer;

namespace MlOps.Training.Data;

/// <summary>Texts of which some tokens are covered, to be guessed: other ones in every epoch, and always the same ones where rows are only scored.</summary>
/// <param name="texts">The rows: whole texts, or windows of long ones.</param>
/// <param name="masker">Covers tokens.</param>
/// <param name="seed">Of what is drawn.</param>
/// <param name="paddingId">Vocabulary index of the padding token.</param>
/// <remarks>Liu and others 2019, "RoBERTa: A Robustly Optimized BERT Pretraining Approach", section 4.1: dynamic masking.</remarks>
public sealed class CoveredTexts(IReadOnlyList<EncodedText> texts, TokenMasker masker, int seed, int paddingId) : TextSet(paddingId)
{
    /// <inheritdoc/>
    protected override IReadOnlyList<EncodedText> Texts => texts;

    /// <inheritdoc/>
    protected override Batch Make(int[] rows, TokenBatch tokens, int epoch)
    {
        var (ids, targets) = ((long[])tokens.InputIds.Clone(), new long[tokens.InputIds.Length]);
        Array.Fill(targets, Targets.Ignored);
        for (var place = 0; place < rows.Length; place++)
        {
            var text = texts[rows[place]].Ids;
            var (covered, guesses) = masker.Mask(text, epoch == 0 ? new Random(TokenMasker.SeedOf(text)) : Chance.OfRow(seed, epoch, rows[place]));
            for (var token = 0; token < covered.Length; token++)
            {
                ids[(place * tokens.Length) + token] = covered[token];
                targets[(place * tokens.Length) + token] = guesses[token];
            }
        }

        return new(
            rows,
            ModelInputs.Of(tokens with { InputIds = ids }),
            Targets.Of(targets, tokens.Rows, tokens.Length),
            targets.Count(target => target != Targets.Ignored));
    }
}
