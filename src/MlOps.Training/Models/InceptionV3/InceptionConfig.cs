namespace MlOps.Training.Models.InceptionV3;

/// <summary>What may differ among Inception-v3 networks.</summary>
/// <remarks>Szegedy and others 2015, "Rethinking the Inception Architecture for Computer Vision".</remarks>
internal sealed record InceptionConfig
{
    /// <summary>The network's name in torchvision.</summary>
    public const string Name = "inception_v3";

    /// <summary>
    /// Whether pictures that were normalized with ImageNet's means and deviations are brought to means and deviations of 0.5 first: torchvision's
    /// own weights, which come from TensorFlow, expect it.
    /// </summary>
    public bool TransformInput { get; init; }

    /// <summary>Whether it has a second head, which training alone looks at.</summary>
    public bool AuxiliaryHead { get; init; } = true;

    /// <summary>Dropout before the classifier.</summary>
    public double Dropout { get; init; } = 0.5;

    /// <summary>Reads a <c>config.json</c> with <c>transform_input</c>, <c>aux_logits</c> and <c>dropout</c>, each as in torchvision's constructor.</summary>
    /// <param name="config">The file.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS3001: one of them is of another type.</exception>
    public static InceptionConfig Read(ConfigFile config) => new InceptionConfig
    {
        TransformInput = config.Flag("transform_input", otherwise: false),
        AuxiliaryHead = config.Flag("aux_logits", otherwise: true),
    }.WithDropout(config.Number("dropout"));

    /// <summary>The same network with another dropout.</summary>
    /// <param name="dropout">The dropout; null changes nothing.</param>
    public InceptionConfig WithDropout(double? dropout) => this with { Dropout = dropout ?? Dropout };
}
