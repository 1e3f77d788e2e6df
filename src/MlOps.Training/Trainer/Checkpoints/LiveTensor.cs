using MlOps.Training.Weights;
using static TorchSharp.torch;

namespace MlOps.Training.Trainer.Checkpoints;

/// <summary>A tensor of a training that is written from where it is, so that no more than one copy of one tensor is made.</summary>
/// <param name="Name">Its name in the checkpoint.</param>
/// <param name="Tensor">Of single precision or int64, on any device.</param>
internal sealed record LiveTensor(string Name, Tensor Tensor) : TensorValues(Name, Tensor.shape)
{
    /// <inheritdoc/>
    internal override ElementType Type => Tensor.dtype == ScalarType.Int64 ? ElementType.I64 : ElementType.F32;

    /// <inheritdoc/>
    internal override long Bytes => Tensor.NumberOfElements * Type.Size();

    /// <inheritdoc/>
    internal override void Write(Stream stream)
    {
        using var scope = NewDisposeScope();
        stream.Write(Tensor.detach().cpu().contiguous().bytes);
    }

    /// <summary>Takes over the numbers of a checkpoint.</summary>
    /// <param name="stored">The checkpoint.</param>
    public void Read(WeightsReader stored)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var entry = stored.Find(Name)!;
        var values = Type == ElementType.I64
            ? tensor(stored.ReadWholes(entry), Tensor.shape, device: Tensor.device)
            : tensor(stored.ReadFloats(entry), Tensor.shape, device: Tensor.device);
        _ = Tensor.copy_(values);
    }
}
