using static TorchSharp.torch;

namespace MlOps.Training.Models.InceptionV3;

/// <summary>Brings pictures that were normalized with ImageNet's means and deviations to means and deviations of 0.5: a factor and a shift of each channel.</summary>
internal static class InceptionInput
{
    private const float Half = 0.5f;

    private static readonly float[] Means = [0.485f, 0.456f, 0.406f];
    private static readonly float[] Deviations = [0.229f, 0.224f, 0.225f];

    /// <summary>[3], what each channel is multiplied by.</summary>
    public static IReadOnlyList<float> Factors { get; } = [.. Deviations.Select(deviation => deviation / Half)];

    /// <summary>[3], what is added to each channel then.</summary>
    public static IReadOnlyList<float> Shifts { get; } = [.. Means.Select(mean => (mean - Half) / Half)];

    /// <summary>Changes the normalization of pictures.</summary>
    /// <param name="pixels">[B, 3, H, W].</param>
    public static Tensor Transform(Tensor pixels)
    {
        long[] channels = [1, ImageArchitecture.Channels, 1, 1];
        return (pixels * tensor([.. Factors], channels, device: pixels.device)) + tensor([.. Shifts], channels, device: pixels.device);
    }
}
