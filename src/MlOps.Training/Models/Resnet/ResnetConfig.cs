namespace MlOps.Training.Models.Resnet;

/// <summary>The shape of a residual network, as <c>config.json</c> gives it.</summary>
/// <remarks>He and others 2015, "Deep Residual Learning for Image Recognition".</remarks>
internal sealed record ResnetConfig
{
    private static readonly IReadOnlyList<int> Narrow = [64, 128, 256, 512];
    private static readonly IReadOnlyList<int> Wide = [256, 512, 1024, 2048];

    private static readonly Dictionary<string, ResnetConfig> Named = new(StringComparer.Ordinal)
    {
        ["resnet18"] = new() { HiddenSizes = Narrow, Depths = [2, 2, 2, 2], Bottleneck = false },
        ["resnet34"] = new() { HiddenSizes = Narrow, Depths = [3, 4, 6, 3], Bottleneck = false },
        ["resnet50"] = new() { HiddenSizes = Wide, Depths = [3, 4, 6, 3] },
        ["resnet101"] = new() { HiddenSizes = Wide, Depths = [3, 4, 23, 3] },
        ["resnet152"] = new() { HiddenSizes = Wide, Depths = [3, 8, 36, 3] },
    };

    /// <summary>The networks that torchvision has under these names.</summary>
    public static IReadOnlyCollection<string> Names => Named.Keys;

    /// <summary>Channels behind the first convolution.</summary>
    public int EmbeddingSize { get; init; } = 64;

    /// <summary>Channels behind each stage.</summary>
    public required IReadOnlyList<int> HiddenSizes { get; init; }

    /// <summary>Layers of each stage.</summary>
    public required IReadOnlyList<int> Depths { get; init; }

    /// <summary>True for layers of three convolutions, of which the middle one has a quarter of the channels; false for layers of two.</summary>
    public bool Bottleneck { get; init; } = true;

    /// <summary>Whether the first stage, too, halves height and width.</summary>
    public bool DownsampleInFirstStage { get; init; }

    /// <summary>Whether a bottleneck halves height and width in its first convolution rather than in its second.</summary>
    public bool DownsampleInBottleneck { get; init; }

    /// <summary>Dropout before the classifier; the original networks have none.</summary>
    public double Dropout { get; init; }

    /// <summary>The layers of each stage, in the order of the run.</summary>
    public IReadOnlyList<IReadOnlyList<ResnetLayerShape>> Stages => [.. HiddenSizes.Select((outputs, stage) => Layers(stage, outputs))];

    /// <summary>Reads a <c>config.json</c> of <c>model_type: resnet</c>, or one that only names a network of torchvision's in <c>architectures</c>.</summary>
    /// <param name="config">The file.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS3001: it describes no network that can be fine-tuned.</exception>
    public static ResnetConfig Read(ConfigFile config)
    {
        if (config.Architecture is { } name && Named.TryGetValue(name, out var named))
        {
            return named;
        }

        config.Expect("hidden_act", "relu");
        if (config.Number("num_channels") is { } channels and not ImageArchitecture.Channels)
        {
            throw config.Incompatible($"num_channels is {channels}; only {ImageArchitecture.Channels} can be fine-tuned");
        }

        var layer = config.Text("layer_type") ?? "bottleneck";
        if (layer is not ("basic" or "bottleneck"))
        {
            throw config.Incompatible($"layer_type is \"{layer}\"; expected \"basic\" or \"bottleneck\"");
        }

        var (sizes, depths) = (config.Wholes("hidden_sizes"), config.Wholes("depths"));
        if (sizes.Count != depths.Count)
        {
            throw config.Incompatible($"hidden_sizes has {sizes.Count} stages and depths has {depths.Count}");
        }

        if (layer == "bottleneck" && sizes.Any(size => size < ResnetLayerShape.Reduction))
        {
            throw config.Incompatible($"hidden_sizes has a size below {ResnetLayerShape.Reduction}, which leaves no channel in a bottleneck");
        }

        return new()
        {
            EmbeddingSize = config.Whole("embedding_size"),
            HiddenSizes = sizes,
            Depths = depths,
            Bottleneck = layer == "bottleneck",
            DownsampleInFirstStage = config.Flag("downsample_in_first_stage", otherwise: false),
            DownsampleInBottleneck = config.Flag("downsample_in_bottleneck", otherwise: false),
        };
    }

    /// <summary>The same shape with another dropout before the classifier.</summary>
    /// <param name="dropout">The dropout; null changes nothing.</param>
    public ResnetConfig WithDropout(double? dropout) => this with { Dropout = dropout ?? Dropout };

    private IReadOnlyList<ResnetLayerShape> Layers(int stage, int outputs)
    {
        var inputs = stage == 0 ? EmbeddingSize : HiddenSizes[stage - 1];
        var stride = stage > 0 || DownsampleInFirstStage ? 2 : 1;
        return
        [
            new(inputs, outputs, stride, Bottleneck, DownsampleInBottleneck),
            .. Enumerable.Repeat(new ResnetLayerShape(outputs, outputs, 1, Bottleneck, DownsampleInBottleneck), Depths[stage] - 1),
        ];
    }
}
