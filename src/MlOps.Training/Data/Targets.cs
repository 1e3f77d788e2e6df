using MlOps.Text.Tokenizers;
using static TorchSharp.torch;

namespace MlOps.Training.Data;

/// <summary>What the rows of a batch should give: whole numbers such as classes, or real ones such as prices.</summary>
public sealed record Targets
{
    /// <summary>A class that no loss counts, as libtorch has it.</summary>
    public const long Ignored = TokenMasker.NotGuessed;

    private Targets(long[] shape) => Shape = shape;

    /// <summary>The shape of the numbers: [B] or [B, C], for tokens [B, T].</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Classes; null where real numbers are learnt.</summary>
    public long[]? Classes { get; private init; }

    /// <summary>Real numbers; null where classes are learnt.</summary>
    public float[]? Values { get; private init; }

    /// <summary>Classes, each from 0 or <see cref="Ignored"/>.</summary>
    /// <param name="classes">Row after row.</param>
    /// <param name="shape">[B] or [B, T].</param>
    public static Targets Of(long[] classes, params long[] shape) => new(shape) { Classes = classes };

    /// <summary>Real numbers.</summary>
    /// <param name="values">Row after row.</param>
    /// <param name="shape">[B, C].</param>
    public static Targets Of(float[] values, params long[] shape) => new(shape) { Values = values };

    /// <summary>Copies the numbers to a device: int64 or float32, of <see cref="Shape"/>; the tensor belongs to the caller's dispose scope.</summary>
    /// <param name="device">Where the logits are.</param>
    public Tensor On(Device device) => Classes is { } classes ? tensor(classes, [.. Shape], device: device) : tensor(Values!, [.. Shape], device: device);
}
