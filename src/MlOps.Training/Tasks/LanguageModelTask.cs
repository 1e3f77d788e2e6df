using MlOps.Models;
using MlOps.Training.Data;
using MlOps.Training.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Tasks;

/// <summary>To guess tokens: covered ones from both sides (masked-lm), or the next one from those before it (causal-lm). The loss is cross-entropy, in nats a token.</summary>
/// <param name="kind">Masked-lm or causal-lm.</param>
/// <param name="vocabularySize">Pieces of the vocabulary, V.</param>
public sealed class LanguageModelTask(TaskKind kind, int vocabularySize) : LearningTask
{
    /// <inheritdoc/>
    public override TaskKind Kind => kind;

    /// <inheritdoc/>
    public override int Outputs => vocabularySize;

    /// <inheritdoc/>
    /// <remarks>Asks only for the logits that the loss looks at.</remarks>
    public override NetworkInputs Inputs(Batch batch, Device device) =>
        NetworkInputs.Of(batch.Inputs, device) with { Places = tensor(AskedTokens.Of(kind, batch.Targets).Places, device: device) };

    /// <inheritdoc/>
    public override Tensor Loss(NetworkOutput output, Batch batch, double smoothing = 0)
    {
        using var tokens = tensor(AskedTokens.Of(kind, batch.Targets).Tokens, device: output.Logits.device); // [N]
        return functional.cross_entropy(output.Logits, tokens, label_smoothing: smoothing);
    }

    /// <inheritdoc/>
    public override EpochScores Begin(int rows) => new LanguageModelEpoch(kind);
}
