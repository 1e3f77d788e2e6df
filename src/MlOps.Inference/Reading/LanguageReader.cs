using System.Numerics.Tensors;
using System.Text;
using MlOps.Metrics.Language;
using MlOps.Models;
using MlOps.Text.Tokenizers;

namespace MlOps.Inference.Reading;

/// <summary>Reads how well texts are guessed: each token from those before it, or tokens that are covered.</summary>
internal sealed class LanguageReader : TaskReader
{
    private readonly ModelDescription _description;
    private readonly Tokenizer _tokenizer;
    private readonly TokenMasker? _masker;

    /// <summary>Makes the reader.</summary>
    /// <param name="description">The model.</param>
    /// <param name="tokenizer">Its tokenizer, with a mask token for masked-lm.</param>
    public LanguageReader(ModelDescription description, Tokenizer tokenizer)
    {
        (_description, _tokenizer) = (description, tokenizer);
        _masker = description.TaskKind == TaskKind.MaskedLm ? TokenMasker.Of(tokenizer) : null;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Unit> Encode(RowInput row) => _masker is { } masker
        ? [.. _tokenizer.EncodeWindows(row.Text, _description.MaxTokens, stride: 0).Select(window => Cover(masker, window))]
        : [.. TextBlocks.Of(_tokenizer, row.Text, _description.MaxTokens).Select(block => new Unit { Tokens = block, Guesses = TextBlocks.NextTokens(block) })];

    /// <inheritdoc/>
    public override Answer Read(Unit unit, UnitOutput output)
    {
        var (loss, tokens, right) = (0.0, 0L, 0L);
        for (var token = 0; token < unit.Length; token++)
        {
            var guess = (int)unit.Guesses![token];
            if (guess >= 0)
            {
                var logits = output.LogitsOf(token);
                var best = TensorPrimitives.IndexOfMax(logits);
                loss += Surprise(logits, logits[best], guess);
                tokens++;
                right += best == guess ? 1 : 0;
            }
        }

        return new LanguageAnswer(new(loss, tokens, right, 0));
    }

    /// <inheritdoc/>
    public override Answer Combine(RowInput row, IReadOnlyList<Answer> units)
    {
        var scores = units.Select(unit => ((LanguageAnswer)unit).Score).ToList();

        // covered tokens stand for a share of the text only, whose bytes nobody can tell
        var bytes = _masker is null ? Encoding.UTF8.GetByteCount(row.Text) : 0;
        return new LanguageAnswer(new(scores.Sum(score => score.Loss), scores.Sum(score => score.Tokens), scores.Sum(score => score.Right), bytes));
    }

    // the same text is covered at the same places for every model with this tokenizer
    private static Unit Cover(TokenMasker masker, EncodedText window)
    {
        var (ids, guesses) = masker.Mask(window.Ids, new Random(TokenMasker.SeedOf(window.Ids)));
        return new() { Tokens = window with { Ids = ids }, Guesses = guesses };
    }

    // -log softmax, in nats
    private static double Surprise(ReadOnlySpan<float> logits, float highest, int guess)
    {
        var sum = 0.0;
        foreach (var logit in logits)
        {
            sum += Math.Exp(logit - highest);
        }

        return Math.Log(sum) - (logits[guess] - highest);
    }
}
