using MlOps.Diagnostics;
using MlOps.Testing;

namespace MlOps.Vision.Tests;

public sealed class BrokenPictureTests
{
    private static readonly string Pictures = Path.Combine(Repository.Top, "tests", "MlOps.Vision.Tests", "pictures");

    // of an animation only the first picture is read
    public static TheoryData<string> Whole { get; } = [.. Directory.GetFiles(Pictures).Where(path => !path.EndsWith("animated.gif", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(path => Path.GetFileName(path))];

    [Theory]
    [InlineData("truncated.jpg", "the picture is cut off; expected a complete file")]
    [InlineData("not-a-picture.jpg", "this is no picture that can be decoded; expected JPEG, PNG, BMP, GIF or WebP, complete")]
    public void A_broken_file_is_refused_by_its_name(string name, string why)
    {
        var failure = Assert.Throws<MlOpsException>(() => PictureDecoder.Read(Repository.Reference($"vision/images/{name}"), $"some\\{name}"));

        Assert.Equal($"some/{name}: error MLOPS2012: {why}", failure.Diagnostic.ToString());
    }

    [Theory]
    [MemberData(nameof(Whole))]
    public void A_file_that_lost_its_last_third_is_refused(string name)
    {
        var file = File.ReadAllBytes(Path.Combine(Pictures, name));

        var failure = Assert.Throws<MlOpsException>(() => PictureDecoder.Decode(file[..(file.Length * 2 / 3)], name));

        Assert.Equal("MLOPS2012", failure.Diagnostic.Rule.Code);
    }

    [Fact]
    public void A_missing_file_is_missing_input()
    {
        var failure = Assert.Throws<MlOpsException>(() => PictureDecoder.Read("gone.jpg", "gone.jpg"));

        Assert.Equal("gone.jpg: error MLOPS2002: there is no picture here", failure.Diagnostic.ToString());
    }

    [Fact]
    public void A_decompression_bomb_is_refused_before_its_memory_is_taken()
    {
        // a BMP header of 32 bits a pixel and nothing behind it
        var file = Bitmap(width: 20_000, height: 20_000);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var failure = Assert.Throws<MlOpsException>(() => PictureDecoder.Decode(file, "bomb.bmp"));

        Assert.Equal("bomb.bmp: error MLOPS2012: the picture has 20,000 x 20,000 pixels; expected at most 178,956,970 in all", failure.Diagnostic.ToString());
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 1 << 20);
    }

    [Fact]
    public void A_header_that_claims_more_than_the_file_can_hold_is_refused()
    {
        var file = Bitmap(width: 10_000, height: 10_000);

        var failure = Assert.Throws<MlOpsException>(() => PictureDecoder.Decode(file, "bomb.bmp"));

        Assert.Equal("bomb.bmp: error MLOPS2012: the picture claims 10,000 x 10,000 pixels in a file of 154 bytes, which cannot hold them; expected a complete file", failure.Diagnostic.ToString());
    }

    private static byte[] Bitmap(int width, int height)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("BM"u8);
        writer.Write([154, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0]);
        writer.Write(width);
        writer.Write(height);
        writer.Write([1, 0, 32, 0]);
        writer.Write(new byte[24 + 100]);
        return stream.ToArray();
    }
}
