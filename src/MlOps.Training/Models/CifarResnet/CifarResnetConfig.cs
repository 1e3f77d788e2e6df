namespace MlOps.Training.Models.CifarResnet;

/// <summary>The depth of a residual network for pictures of 32 x 32 pixels.</summary>
/// <param name="Layers">Residual layers in each of the three stages, n; the network has 6 n + 2 layers with weights.</param>
/// <param name="Dropout">Dropout before the classifier; the original networks have none.</param>
/// <remarks>He and others 2015, "Deep Residual Learning for Image Recognition", section 4.2.</remarks>
internal sealed record CifarResnetConfig(int Layers, double Dropout = 0)
{
    private static readonly Dictionary<string, int> Named = new(StringComparer.Ordinal)
    {
        ["resnet20"] = 3,
        ["resnet32"] = 5,
        ["resnet44"] = 7,
        ["resnet56"] = 9,
        ["resnet110"] = 18,
        ["resnet1202"] = 200,
    };

    /// <summary>The names that these networks go by.</summary>
    public static IReadOnlyCollection<string> Names => Named.Keys;

    /// <summary>The network's name: resnet20.</summary>
    public string Name => $"resnet{(6 * Layers) + 2}";

    /// <summary>Channels of each stage.</summary>
    public static IReadOnlyList<int> Channels { get; } = [16, 32, 64];

    /// <summary>Reads a <c>config.json</c> that names the network in <c>architectures</c>.</summary>
    /// <param name="config">The file.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS3001: it names none of these networks.</exception>
    public static CifarResnetConfig Read(ConfigFile config) =>
        config.Architecture is { } name && Named.TryGetValue(name, out var layers)
            ? new(layers)
            : throw config.Incompatible($"architectures names {config.Architecture ?? "nothing"}; expected one of {string.Join(", ", Names)}");

    /// <summary>The same depth with another dropout before the classifier.</summary>
    /// <param name="dropout">The dropout; null changes nothing.</param>
    public CifarResnetConfig WithDropout(double? dropout) => this with { Dropout = dropout ?? Dropout };
}
