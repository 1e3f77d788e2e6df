namespace MlOps.Training.Models.InceptionV3;

/// <summary>The network from end to end, under torchvision's names.</summary>
/// <remarks>Szegedy and others 2015, "Rethinking the Inception Architecture for Computer Vision", table 1 and figures 5 to 7 and 10.</remarks>
internal static class InceptionLayout
{
    /// <summary>Channels behind the stem.</summary>
    public const int StemOutputs = 192;

    /// <summary>Channels behind the last block.</summary>
    public const int Outputs = 2048;

    /// <summary>The block whose output the auxiliary head reads.</summary>
    public const string AuxiliaryAt = "Mixed_6e";

    /// <summary>Behind which convolutions of the stem a pooling halves height and width.</summary>
    private static readonly string[] PooledBehind = ["Conv2d_2b_3x3", "Conv2d_4a_3x3"];

    /// <summary>The convolutions before the blocks.</summary>
    public static IReadOnlyList<ConvolutionShape> Stem { get; } =
    [
        new("Conv2d_1a_3x3", 32, Window.Square(3, 2)),
        new("Conv2d_2a_3x3", 32, Window.Square(3)),
        new("Conv2d_2b_3x3", 64, Window.Square(3, 1, 1)),
        new("Conv2d_3b_1x1", 80, Window.Square(1)),
        new("Conv2d_4a_3x3", StemOutputs, Window.Square(3)),
    ];

    /// <summary>The blocks, in the order of the run.</summary>
    public static IReadOnlyList<BlockShape> Blocks { get; } =
    [
        Small("Mixed_5b", pooled: 32), // 192 to 256 channels, 35 x 35 places for pictures of 299 x 299
        Small("Mixed_5c", pooled: 64), // 288
        Small("Mixed_5d", pooled: 64),
        FirstHalving("Mixed_6a"), // 768, 17 x 17
        Middle("Mixed_6b", 128),
        Middle("Mixed_6c", 160),
        Middle("Mixed_6d", 160),
        Middle("Mixed_6e", 192),
        SecondHalving("Mixed_7a"), // 1280, 8 x 8
        Wide("Mixed_7b"), // 2048
        Wide("Mixed_7c"),
    ];

    /// <summary>Whether a pooling follows a convolution of the stem.</summary>
    public static bool IsPooledBehind(ConvolutionShape stem) => PooledBehind.Contains(stem.Name);

    private static BlockShape Small(string name, int pooled) => new(name,
    [
        Branch(Point("branch1x1", 64)),
        Branch(Point("branch5x5_1", 48), new("branch5x5_2", 64, Window.Square(5, 1, 2))),
        Branch(Point("branch3x3dbl_1", 64), new("branch3x3dbl_2", 96, Window.Square(3, 1, 1)), new("branch3x3dbl_3", 96, Window.Square(3, 1, 1))),
        Averaged(pooled),
    ]);

    private static BlockShape FirstHalving(string name) => new(name,
    [
        Branch(new ConvolutionShape("branch3x3", 384, Window.Square(3, 2))),
        Branch(Point("branch3x3dbl_1", 64), new("branch3x3dbl_2", 96, Window.Square(3, 1, 1)), new("branch3x3dbl_3", 96, Window.Square(3, 2))),
        Largest(),
    ]);

    private static BlockShape Middle(string name, int width) => new(name,
    [
        Branch(Point("branch1x1", 192)),
        Branch(Point("branch7x7_1", width), Row("branch7x7_2", width, 7), Column("branch7x7_3", 192, 7)),
        Branch(
            Point("branch7x7dbl_1", width),
            Column("branch7x7dbl_2", width, 7),
            Row("branch7x7dbl_3", width, 7),
            Column("branch7x7dbl_4", width, 7),
            Row("branch7x7dbl_5", 192, 7)),
        Averaged(192),
    ]);

    private static BlockShape SecondHalving(string name) => new(name,
    [
        Branch(Point("branch3x3_1", 192), new("branch3x3_2", 320, Window.Square(3, 2))),
        Branch(
            Point("branch7x7x3_1", 192),
            Row("branch7x7x3_2", 192, 7),
            Column("branch7x7x3_3", 192, 7),
            new("branch7x7x3_4", 192, Window.Square(3, 2))),
        Largest(),
    ]);

    private static BlockShape Wide(string name) => new(name,
    [
        Branch(Point("branch1x1", 320)),
        new(PoolingKind.None, [Point("branch3x3_1", 384)], [Row("branch3x3_2a", 384, 3), Column("branch3x3_2b", 384, 3)]),
        new(
            PoolingKind.None,
            [Point("branch3x3dbl_1", 448), new("branch3x3dbl_2", 384, Window.Square(3, 1, 1))],
            [Row("branch3x3dbl_3a", 384, 3), Column("branch3x3dbl_3b", 384, 3)]),
        Averaged(192),
    ]);

    private static BranchShape Branch(params IReadOnlyList<ConvolutionShape> line) => new(PoolingKind.None, line, []);

    private static BranchShape Averaged(int outputs) => new(PoolingKind.Average, [Point("branch_pool", outputs)], []);

    private static BranchShape Largest() => new(PoolingKind.Max, [], []);

    private static ConvolutionShape Point(string name, int outputs) => new(name, outputs, Window.Square(1));

    private static ConvolutionShape Row(string name, int outputs, int width) => new(name, outputs, new(1, width, PaddingWidth: width / 2));

    private static ConvolutionShape Column(string name, int outputs, int height) => new(name, outputs, new(height, 1, PaddingHeight: height / 2));
}
