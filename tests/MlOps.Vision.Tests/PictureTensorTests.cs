using MlOps.Diagnostics;
using MlOps.Pictures;

namespace MlOps.Vision.Tests;

public sealed class PictureTensorTests
{
    private static readonly PictureTransform TwoByTwo = new() { Height = 2, Width = 2, Mean = [0, 0.5, 1], Deviation = [1, 0.5, 2] };

    [Fact]
    public void Levels_become_planes_of_red_green_and_blue_scaled_and_normalized()
    {
        var picture = new Picture(2, 2, [0, 51, 102, 9, 153, 204, 255, 9, 10, 20, 30, 9, 40, 50, 60, 9]);
        var values = new float[12];

        new PictureTensor(TwoByTwo).Write(picture, values);

        // (level / 255 - mean) / deviation by hand
        float[] expected =
        [
            0, 0.6f, 10 / 255f, 40 / 255f,
            (0.2f - 0.5f) / 0.5f, (0.8f - 0.5f) / 0.5f, ((20 / 255f) - 0.5f) / 0.5f, ((50 / 255f) - 0.5f) / 0.5f,
            (0.4f - 1) / 2, 0, ((30 / 255f) - 1) / 2, ((60 / 255f) - 1) / 2,
        ];
        Assert.Equal(expected, values, (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Theory]
    [InlineData(CropPlacement.RoundHalfToEven, 3, 0)] // half a pixel, to the even 0
    [InlineData(CropPlacement.RoundHalfToEven, 5, 2)] // a pixel and a half, to the even 2
    [InlineData(CropPlacement.RoundDown, 5, 1)]
    [InlineData(CropPlacement.RoundDown, 4, 1)]
    public void The_middle_of_an_odd_border_is_where_each_library_has_it(CropPlacement placement, int width, int left)
    {
        var picture = new Picture(width, 2, [.. Enumerable.Range(0, 2 * width).SelectMany(i => new byte[] { (byte)(i % width), 0, 0, 0 })]);

        var cut = new PictureTensor(TwoByTwo with { Resample = ResampleFilter.Bilinear, ShortestEdge = 2, Crop = placement }).Fit(picture, "x");

        Assert.Equal(left, cut.Pixels[0]);
    }

    [Fact]
    public void A_crop_larger_than_the_picture_has_black_borders()
    {
        var picture = new Picture(1, 1, [7, 7, 7, 7]);

        var cut = picture.Crop(-1, -1, 3, 3);

        Assert.Equal([0, 0, 0, 0, 7, 0, 0, 0, 0], Enumerable.Range(0, 9).Select(i => (int)cut.Pixels[i * 4]));
    }

    [Fact]
    public void A_picture_of_another_size_is_refused_where_none_are_resized()
    {
        var failure = Assert.Throws<MlOpsException>(() => new PictureTensor(TwoByTwo).Fit(new Picture(3, 2, new byte[24]), "a\\b.png"));

        Assert.Equal("a/b.png: error MLOPS2012: the picture has 3 x 2 pixels; expected 2 x 2, as the model's pictures are not resized", failure.Diagnostic.ToString());
    }
}
