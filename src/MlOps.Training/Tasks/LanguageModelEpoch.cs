using MlOps.Models;
using MlOps.Training.Data;
using static TorchSharp.torch;

namespace MlOps.Training.Tasks;

/// <summary>The metrics of a language model over an epoch's validation texts.</summary>
/// <param name="kind">Masked-lm or causal-lm.</param>
internal sealed class LanguageModelEpoch(TaskKind kind) : EpochScores
{
    private double _loss;
    private long _tokens;
    private long _right;

    /// <inheritdoc/>
    public override void Add(Batch batch, Tensor logits, double loss)
    {
        var asked = AskedTokens.Of(kind, batch.Targets).Tokens;
        var guessed = logits.argmax(1).cpu().data<long>().ToArray();
        _loss += loss * asked.Length;
        _tokens += asked.Length;
        _right += asked.Zip(guessed).LongCount(pair => pair.First == pair.Second);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double?> Compute() => new Dictionary<string, double?>(StringComparer.Ordinal)
    {
        ["perplexity"] = _tokens == 0 ? null : Math.Exp(_loss / _tokens),
        ["token-accuracy"] = _tokens == 0 ? null : (double)_right / _tokens,
    };
}
