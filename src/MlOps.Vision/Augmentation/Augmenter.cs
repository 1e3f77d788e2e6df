using MlOps.Pictures;
using MlOps.Vision.Resampling;

namespace MlOps.Vision.Augmentation;

/// <summary>Varies pictures to learn from, in the order of torchvision's training recipes: crop, flip, rotation, colours. Safe for threads.</summary>
/// <param name="spec">What is varied.</param>
/// <param name="tensor">Fits a picture to what the model reads.</param>
public sealed class Augmenter(AugmentSpec spec, PictureTensor tensor)
{
    private const int CropTries = 10;
    private const double LongestRatio = 4.0 / 3; // of a crop's edges, either way

    /// <summary>Varies a picture and fits it to what the model reads.</summary>
    /// <param name="picture">As it was decoded.</param>
    /// <param name="shown">How the user names it; stands in errors.</param>
    /// <param name="draws">The picture's own chance.</param>
    public Picture Vary(Picture picture, string shown, Draws draws)
    {
        picture = spec.RandomResizedCrop is { } shares ? CropAndResize(picture, shares, draws) : tensor.Fit(picture, shown);
        if (spec.RandomCropPadding is > 0 and var padding)
        {
            picture = picture.Crop(draws.Below((2 * padding) + 1) - padding, draws.Below((2 * padding) + 1) - padding, picture.Width, picture.Height);
        }

        if (spec.Flip && draws.Next() < 0.5)
        {
            picture = picture.Mirror();
        }

        if (spec.Rotation > 0)
        {
            picture = Rotation.Turn(picture, draws.Between(-spec.Rotation, spec.Rotation));
        }

        return spec.ColourJitter is { } jitter ? Jitter(picture, jitter, draws) : picture;
    }

    private Picture CropAndResize(Picture picture, (double From, double To) shares, Draws draws)
    {
        var (left, top, width, height) = DrawCrop(picture.Width, picture.Height, shares, draws);
        var transform = tensor.Transform;
        return Resampler.Resize(picture.Crop(left, top, width, height), transform.Width, transform.Height, transform.Resample ?? ResampleFilter.Bilinear);
    }

    private static (int Left, int Top, int Width, int Height) DrawCrop(int width, int height, (double From, double To) shares, Draws draws)
    {
        for (var i = 0; i < CropTries; i++)
        {
            var area = (double)width * height * draws.Between(shares.From, shares.To);
            var ratio = Math.Exp(draws.Between(-Math.Log(LongestRatio), Math.Log(LongestRatio)));
            var (w, h) = ((int)Math.Round(Math.Sqrt(area * ratio)), (int)Math.Round(Math.Sqrt(area / ratio)));
            if (w > 0 && w <= width && h > 0 && h <= height)
            {
                return (draws.Below(width - w + 1), draws.Below(height - h + 1), w, h);
            }
        }

        // the middle, as large as the ratio lets it be
        var (middleWidth, middleHeight) = (Math.Min(width, (int)Math.Round(height * LongestRatio)), Math.Min(height, (int)Math.Round(width * LongestRatio)));
        return ((width - middleWidth) / 2, (height - middleHeight) / 2, middleWidth, middleHeight);
    }

    private static Picture Jitter(Picture picture, ColourJitterSpec jitter, Draws draws)
    {
        Func<Picture, Picture>[] changes =
        [
            Change(jitter.Brightness, Colours.Brightness, around: 1, draws),
            Change(jitter.Contrast, Colours.Contrast, around: 1, draws),
            Change(jitter.Saturation, Colours.Saturation, around: 1, draws),
            Change(jitter.Hue, Colours.Hue, around: 0, draws),
        ];

        // in an order of its own for each picture
        for (var left = changes.Length; left > 0; left--)
        {
            var next = draws.Below(left);
            picture = changes[next](picture);
            changes[next] = changes[left - 1];
        }

        return picture;
    }

    private static Func<Picture, Picture> Change(double strength, Func<Picture, double, Picture> change, double around, Draws draws)
    {
        var factor = draws.Between(around - strength, around + strength);
        return picture => strength == 0 ? picture : change(picture, factor);
    }
}
