using MlOps.Diagnostics;
using MlOps.Testing;

namespace MlOps.Vision.Tests;

/// <summary>Pictures damaged at random: each is refused or read, within twice its size and 64 MiB of managed memory.</summary>
public sealed class HostilePictureTests
{
    private const int All = 10_000;
    private const int HeaderBytes = 64;
    private const long MostMemory = 64 << 20;

    private static readonly string[] Kinds =
        ["rgb.png", "palette-4-bit.png", "exif-6.jpg", "cmyk.jpg", "sampled-420.jpg", "progressive.jpg", "palette.bmp", "animated.gif", "lossy.webp", "alpha.webp"];

    private static readonly int Rounds = All / Kinds.Length;

    public static TheoryData<string> Names { get; } = [.. Kinds];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_damaged_picture_is_refused_or_read(string name)
    {
        var random = new Random(Array.IndexOf(Kinds, name));
        var sound = File.ReadAllBytes(Path.Combine(Repository.Top, "tests", "MlOps.Vision.Tests", "pictures", name));
        var read = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var damaged = Mutation.Of(sound, random, random.Next(2) == 0 ? HeaderBytes : sound.Length);
            var before = GC.GetAllocatedBytesForCurrentThread();
            read += RefuseOrRead(damaged, $"{name} {round}");
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (2 * damaged.Length) + MostMemory);
        }

        Assert.InRange(read, 0, Rounds - 1);
    }

    private static int RefuseOrRead(byte[] file, string shown)
    {
        try
        {
            var picture = PictureDecoder.Decode(file, shown);
            Assert.Equal(picture.Width * picture.Height * Picture.BytesAPixel, picture.Pixels.Length);
            return 1;
        }
        catch (MlOpsException refused)
        {
            Assert.Equal(("MLOPS2012", shown), (refused.Diagnostic.Rule.Code, refused.Diagnostic.Location.File));
            return 0;
        }
    }
}
