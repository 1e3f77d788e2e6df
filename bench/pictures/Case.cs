namespace MlOps.Bench.Pictures;

/// <summary>A network that is timed; its weights are random.</summary>
/// <param name="Network">Its name in torchvision.</param>
/// <param name="Size">Height and width of its pictures.</param>
/// <param name="BatchSize">Pictures of a batch.</param>
internal sealed record Case(string Network, int Size, int BatchSize)
{
    public static IReadOnlyList<Case> All { get; } =
    [
        new("resnet20", 32, 128),
        new("resnet18", 224, 8),
        new("resnet50", 224, 4),
        new("vgg11", 128, 8),
        new("inception_v3", 224, 4), // too small for the second head, which this tool alone would compute
    ];
}
