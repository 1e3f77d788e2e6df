using MlOps.Training.Weights;

namespace MlOps.Training.Export;

/// <summary>
/// A convolution and the batch norm behind it as one convolution. With running statistics a batch norm is a scale and a shift of each channel,
/// which the filters and their bias can take.
/// </summary>
/// <param name="scale">[out], the norm's weight.</param>
/// <param name="shift">[out], its bias.</param>
/// <param name="mean">[out], its running mean.</param>
/// <param name="variance">[out], its running variance.</param>
/// <param name="epsilon">Added to the variance.</param>
internal sealed class BatchNormFolding(NamedTensor scale, NamedTensor shift, NamedTensor mean, NamedTensor variance, double epsilon)
{
    /// <summary>The filters with the norm's scale.</summary>
    /// <param name="weight">[out, in, kernel height, kernel width].</param>
    public NamedTensor Weight(NamedTensor weight)
    {
        var values = new float[weight.Values.Length];
        var size = values.Length / scale.Values.Length;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)(weight.Values[i] * Factor(i / size));
        }

        return weight with { Values = values };
    }

    /// <summary>The bias with the norm's scale and shift.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="bias">[out], the convolution's own; null where it has none.</param>
    public NamedTensor Bias(string name, NamedTensor? bias) => new(
        name,
        shift.Shape,
        [.. shift.Values.Select((value, channel) => (float)(value + (((bias?.Values[channel] ?? 0) - mean.Values[channel]) * Factor(channel))))]);

    private double Factor(int channel) => scale.Values[channel] / Math.Sqrt(variance.Values[channel] + epsilon);
}
