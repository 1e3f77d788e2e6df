using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Pictures;
using MlOps.Vision.Resampling;

namespace MlOps.Vision;

/// <summary>Makes the numbers that a model reads of decoded pictures. Safe for threads.</summary>
public sealed class PictureTensor
{
    private readonly float[][] _values;

    /// <param name="transform">What the model reads.</param>
    public PictureTensor(PictureTransform transform)
    {
        Transform = transform;
        _values = [.. transform.Mean.Zip(transform.Deviation, (mean, deviation) =>
            Enumerable.Range(0, 256).Select(level => (float)(((level * transform.Scale) - mean) / deviation)).ToArray())];
    }

    /// <summary>What the model reads.</summary>
    public PictureTransform Transform { get; }

    /// <summary>Reads, resizes, crops and scales a file.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="shown">How the user names it; stands in errors.</param>
    /// <param name="values">Receives [3, height, width].</param>
    /// <exception cref="MlOpsException">MLOPS2002 or MLOPS2012: the picture cannot be read.</exception>
    public void Read(string path, string shown, Span<float> values) => Write(Fit(PictureDecoder.Read(path, shown), shown), values);

    /// <summary>Reads, resizes, crops and scales a file.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="shown">How the user names it; stands in errors.</param>
    /// <returns>[3, height, width].</returns>
    /// <exception cref="MlOpsException">MLOPS2012: the picture cannot be decoded.</exception>
    public float[] Decode(byte[] file, string shown)
    {
        var values = new float[Transform.Length];
        Write(Fit(PictureDecoder.Decode(file, shown), shown), values);
        return values;
    }

    /// <summary>Resizes and crops a picture to the size that the model reads.</summary>
    /// <param name="picture">Of any size.</param>
    /// <param name="shown">How the user names it; stands in errors.</param>
    /// <exception cref="MlOpsException">MLOPS2012: the picture has another size, and the model's are not resized.</exception>
    public Picture Fit(Picture picture, string shown)
    {
        var (width, height) = (Transform.Width, Transform.Height);
        if (Transform.Resample is not { } filter)
        {
            return picture.Width == width && picture.Height == height ? picture : throw new MlOpsException(
                Rules.BadPicture,
                new(shown.Replace('\\', '/')),
                string.Create(CultureInfo.InvariantCulture, $"the picture has {picture.Width} x {picture.Height} pixels; expected {width} x {height}, as the model's pictures are not resized"));
        }

        if (Transform.ShortestEdge is not { } edge)
        {
            return Resampler.Resize(picture, width, height, filter);
        }

        var shorter = Math.Min(picture.Width, picture.Height);
        var resized = Resampler.Resize(picture, LengthOf(picture.Width, shorter, edge), LengthOf(picture.Height, shorter, edge), filter);
        return resized.Crop(Border(resized.Width, width), Border(resized.Height, height), width, height);
    }

    /// <summary>Scales the levels of a picture that has the model's size.</summary>
    /// <param name="picture">What <see cref="Fit"/> returned.</param>
    /// <param name="values">Receives [3, height, width].</param>
    public void Write(Picture picture, Span<float> values)
    {
        var pixels = picture.Pixels;
        var plane = picture.Width * picture.Height;
        for (var channel = 0; channel < 3; channel++)
        {
            var levels = _values[channel];
            var written = values.Slice(channel * plane, plane);
            for (var i = 0; i < written.Length; i++)
            {
                written[i] = levels[pixels[(i * Picture.BytesAPixel) + channel]];
            }
        }
    }

    // rounded down, as torchvision and transformers do
    private static int LengthOf(int length, int shorter, int edge) => length == shorter ? edge : (int)((double)edge * length / shorter);

    private int Border(int length, int kept) => Transform.Crop switch
    {
        CropPlacement.RoundDown => (int)Math.Floor((length - kept) / 2.0),
        _ => (int)Math.Round((length - kept) / 2.0, MidpointRounding.ToEven),
    };
}
