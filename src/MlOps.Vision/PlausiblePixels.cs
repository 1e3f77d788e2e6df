using SkiaSharp;

namespace MlOps.Vision;

/// <summary>
/// How many pixels a file of some length can hold. A header may claim any number, and decoders take the memory before they find out.
/// </summary>
internal static class PlausiblePixels
{
    // each block of 8 x 8 pixels takes at least one bit
    private const long JpegPixelsAByte = 8 * 64;

    // flat areas may take no bits at all in WebP and few in PNG and GIF: a picture of this size, 64 MiB decoded, may have a file of any length
    private const long AlwaysPlausible = 16 << 20;

    private const long PixelsAByte = 1024;

    /// <summary>The most pixels that are believed.</summary>
    /// <param name="format">What the file is.</param>
    /// <param name="fileBytes">Its length.</param>
    public static long Most(SKEncodedImageFormat format, long fileBytes) => format == SKEncodedImageFormat.Jpeg
        ? fileBytes * JpegPixelsAByte
        : Math.Max(AlwaysPlausible, fileBytes * PixelsAByte);
}
