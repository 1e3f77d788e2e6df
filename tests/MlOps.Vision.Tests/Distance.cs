namespace MlOps.Vision.Tests;

/// <summary>How far two pictures are apart.</summary>
internal static class Distance
{
    /// <summary>The mean difference of red, green and blue levels, of 255.</summary>
    public static double Mean(Picture a, Picture b)
    {
        Assert.Equal((a.Width, a.Height), (b.Width, b.Height));
        return Enumerable.Range(0, a.Pixels.Length).Where(i => i % 4 != 3).Average(i => (double)Math.Abs(a.Pixels[i] - b.Pixels[i]));
    }
}
