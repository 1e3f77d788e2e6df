namespace MlOps.Training.Models.Vgg;

/// <summary>The shape of a VGG network.</summary>
/// <param name="Name">The network in torchvision: vgg16_bn.</param>
/// <param name="Dropout">Dropout between the layers of the classifier.</param>
/// <remarks>Simonyan and Zisserman 2014, "Very Deep Convolutional Networks for Large-Scale Image Recognition", table 1.</remarks>
internal sealed record VggConfig(string Name, double Dropout = 0.5)
{
    private const string NormSuffix = "_bn";

    private static readonly int[] Channels = [64, 128, 256, 512, 512];

    // convolutions of each block
    private static readonly Dictionary<string, int[]> Depths = new(StringComparer.Ordinal)
    {
        ["vgg11"] = [1, 1, 2, 2, 2],
        ["vgg13"] = [2, 2, 2, 2, 2],
        ["vgg16"] = [2, 2, 3, 3, 3],
        ["vgg19"] = [2, 2, 4, 4, 4],
    };

    /// <summary>Blocks of convolutions, each of which ends in a pooling.</summary>
    public static int Blocks => Channels.Length;

    /// <summary>The names of the networks.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. Depths.Keys.SelectMany(name => new[] { name, name + NormSuffix })];

    /// <summary>Whether a batch norm stands behind each convolution.</summary>
    public bool HasNorms => Name.EndsWith(NormSuffix, StringComparison.Ordinal);

    /// <summary>The convolutions in the order of the run.</summary>
    public IReadOnlyList<VggConvolution> Convolutions
    {
        get
        {
            var depths = Depths[HasNorms ? Name[..^NormSuffix.Length] : Name];
            var convolutions = new List<VggConvolution>();
            var (index, inputs) = (0, ImageArchitecture.Channels);
            for (var block = 0; block < Blocks; block++)
            {
                for (var i = 1; i <= depths[block]; i++)
                {
                    var ends = i == depths[block];
                    convolutions.Add(new(index, block, inputs, Channels[block], ends));
                    index += (HasNorms ? 3 : 2) + (ends ? 1 : 0); // itself, its norm, ReLU; the pooling
                    inputs = Channels[block];
                }
            }

            return convolutions;
        }
    }

    /// <summary>Reads a <c>config.json</c> that names the network in <c>architectures</c>.</summary>
    /// <param name="config">The file.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS3001: it names none of these networks.</exception>
    public static VggConfig Read(ConfigFile config) =>
        config.Architecture is { } name && Names.Contains(name)
            ? new VggConfig(name).WithDropout(config.Number("dropout"))
            : throw config.Incompatible($"architectures names {config.Architecture ?? "nothing"}; expected one of {string.Join(", ", Names)}");

    /// <summary>The same shape with another dropout.</summary>
    /// <param name="dropout">The dropout; null changes nothing.</param>
    public VggConfig WithDropout(double? dropout) => this with { Dropout = dropout ?? Dropout };
}
