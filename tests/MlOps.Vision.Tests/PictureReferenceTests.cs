using MlOps.Pictures;
using MlOps.Testing;

namespace MlOps.Vision.Tests;

/// <summary>Against what Pillow makes of the pictures of ../shared/reference/vision: turned, RGB, shorter side 40 bilinear, middle 32 x 32.</summary>
public sealed class PictureReferenceTests
{
    private static readonly PictureTensor Middle = new(PictureTransform.OfImageNet(32) with { ShortestEdge = 40 });

    public static TheoryData<string> Names { get; } =
    [
        "alpha.png", "grey.jpg", "grey.png", "lossless.webp", "palette.gif", "palette.png", "photo.jpg", "plain.bmp", "progressive.jpg", "rgb.png", "tall.png",
        "turned-by-exif.jpg",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_picture_has_the_pixels_that_Pillow_gives(string name)
    {
        var expected = PictureDecoder.Read(Repository.Reference($"vision/images/{name}.expected.png"), name);

        var picture = Middle.Fit(PictureDecoder.Read(Repository.Reference($"vision/images/{name}"), name), name);

        Assert.Equal((32, 32), (picture.Width, picture.Height));
        Assert.True(Distance.Mean(expected, picture) <= (name.EndsWith(".jpg", StringComparison.Ordinal) ? 0.5 : 0), $"{Distance.Mean(expected, picture)}");
    }
}
