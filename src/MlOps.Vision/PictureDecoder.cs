using System.Security.Cryptography;
using MlOps.Diagnostics;
using MlOps.Pictures;
using SkiaSharp;
using static System.FormattableString;

namespace MlOps.Vision;

/// <summary>
/// Decodes JPEG, PNG, BMP, GIF (the first frame) and WebP to the pixels that Pillow's <c>convert("RGB")</c> gives: alpha is dropped, palettes are
/// looked up, CMYK is multiplied out, colour profiles are not applied. What JPEG's EXIF says of the camera's position is undone. Two differences:
/// 16 bit grey keeps its upper byte, where Pillow cuts at 255, and the transparent pixels of a GIF are black.
/// </summary>
public static class PictureDecoder
{
    /// <summary>Pixels of the largest picture, as Pillow's limit: more are taken for a decompression bomb.</summary>
    public const long MostPixels = 178_956_970;

    /// <summary>Bytes of the largest file.</summary>
    public const long MostFileBytes = 512L << 20;

    private static readonly SKEncodedImageFormat[] Formats =
        [SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Png, SKEncodedImageFormat.Bmp, SKEncodedImageFormat.Gif, SKEncodedImageFormat.Webp];

    /// <summary>The decoder that was found, or why there is none; for a person.</summary>
    public static string Describe()
    {
        try
        {
            return $"SkiaSharp, libSkiaSharp {SkiaSharpVersion.Native}";
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException)
        {
            return $"SkiaSharp cannot be loaded: {Reason(e)}";
        }
    }

    /// <summary>Decodes a file.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="shown">How the user names it; stands in errors.</param>
    /// <exception cref="MlOpsException">MLOPS2002: it is not there. MLOPS2012: it is broken, cut off, too large, or no picture.</exception>
    public static Picture Read(string path, string shown) => Decode(ReadBytes(path, shown), shown);

    /// <summary>Decodes a file to see that it is whole; a <see cref="PictureCheck"/>.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="shown">How the user names it; stands in errors.</param>
    /// <exception cref="MlOpsException">MLOPS2002: it is not there. MLOPS2012: it is broken, cut off, too large, or no picture.</exception>
    public static PictureFacts Check(string path, string shown)
    {
        var file = ReadBytes(path, shown);
        var picture = Decode(file, shown);
        return new(Convert.ToHexStringLower(SHA256.HashData(file)), picture.Width, picture.Height);
    }

    /// <summary>The bytes of a file, for <see cref="Decode"/>.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="shown">How the user names it; stands in errors.</param>
    /// <exception cref="MlOpsException">MLOPS2002: it is not there. MLOPS2012: it is too large.</exception>
    public static byte[] ReadBytes(string path, string shown)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new MlOpsException(Rules.MissingInput, Place(shown), "there is no picture here");
        }

        return file.Length <= MostFileBytes
            ? File.ReadAllBytes(path)
            : throw Bad(shown, Invariant($"the file has {file.Length:N0} bytes; expected a picture of at most {MostFileBytes:N0}"));
    }

    /// <summary>Decodes a picture.</summary>
    /// <param name="file">The bytes of its file.</param>
    /// <param name="shown">How the user names it; stands in errors.</param>
    /// <exception cref="MlOpsException">MLOPS2012: it is broken, cut off, too large, or no picture. MLOPS2013: the program has no decoder.</exception>
    public static Picture Decode(byte[] file, string shown)
    {
        try
        {
            return DecodeWithSkia(file, shown);
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException)
        {
            throw new MlOpsException(Rules.NoPictureDecoder, Place(shown), $"SkiaSharp cannot be loaded: {Reason(e)}", e);
        }
    }

    private static Picture DecodeWithSkia(byte[] file, string shown)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec is null || !Formats.Contains(codec.EncodedFormat))
        {
            throw Bad(shown, "this is no picture that can be decoded; expected JPEG, PNG, BMP, GIF or WebP, complete");
        }

        CheckSize(codec, file.LongLength, shown);

        // no colour space: profiles are not applied; not premultiplied: transparent pixels keep their colours
        var alpha = codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul;
        var wanted = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, alpha, null);
        var pixels = new byte[wanted.BytesSize];
        var result = codec.GetPixels(wanted, pixels);
        return result == SKCodecResult.Success
            ? PictureOrientation.Undo(new(wanted.Width, wanted.Height, pixels), codec.EncodedOrigin)
            : throw Bad(shown, result == SKCodecResult.IncompleteInput
                ? "the picture is cut off; expected a complete file"
                : $"the picture is broken ({result}); expected a file that a viewer opens");
    }

    private static void CheckSize(SKCodec codec, long fileBytes, string shown)
    {
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        var pixels = (long)width * height;
        if (pixels > MostPixels)
        {
            throw Bad(shown, Invariant($"the picture has {width:N0} x {height:N0} pixels; expected at most {MostPixels:N0} in all"));
        }

        if (pixels > PlausiblePixels.Most(codec.EncodedFormat, fileBytes))
        {
            throw Bad(shown, Invariant($"the picture claims {width:N0} x {height:N0} pixels in a file of {fileBytes:N0} bytes, which cannot hold them; expected a complete file"));
        }
    }

    private static string Reason(Exception e) => (e.InnerException ?? e).Message.Split('\n')[0];

    private static Location Place(string shown) => new(shown.Replace('\\', '/'));

    private static MlOpsException Bad(string shown, string message) => new(Rules.BadPicture, Place(shown), message);
}
