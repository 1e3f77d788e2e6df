using MlOps.Text.Tokenizers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Trainer;

/// <summary>Hands token batches to models.</summary>
internal static class TokenTensors
{
    /// <summary>Runs a model on a batch; the tensors belong to the caller's dispose scope.</summary>
    /// <param name="model">From input_ids, attention_mask and token_type_ids to logits.</param>
    /// <param name="batch">The batch, [B, T].</param>
    /// <param name="device">Where the model is.</param>
    /// <returns>Logits [B, C].</returns>
    public static Tensor Logits(this Module<Tensor, Tensor, Tensor, Tensor> model, TokenBatch batch, Device device)
    {
        long[] shape = [batch.Rows, batch.Length];
        return model.call(
            tensor(batch.InputIds, shape, device: device),
            tensor(batch.AttentionMask, shape, device: device),
            tensor(batch.TokenTypeIds, shape, device: device));
    }
}
