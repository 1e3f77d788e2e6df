namespace MlOps.Examples.Draw;

/// <summary>Paints shapes as a poor camera would see them: turned, of any size and colour, before a sloping background, behind stray lines, in noise.</summary>
internal static class Painter
{
    private const int Samples = 3; // along each edge of a pixel, so that outlines are smooth
    private const double LeastContrast = 60; // of 255, between shape and background
    private const double Noise = 20; // standard deviation, of 255
    private const int MostLines = 2;

    /// <summary>Paints a shape.</summary>
    /// <param name="kind">What shape.</param>
    /// <param name="random">Draws all that may differ.</param>
    public static Canvas Paint(Kind kind, Random random)
    {
        var canvas = new Canvas();
        var background = Colour(random);
        var ink = Colour(random);
        while (background.Zip(ink, (a, b) => Math.Abs(a - b)).Average() < LeastContrast)
        {
            ink = Colour(random);
        }

        PaintBackground(canvas, background, random);
        PaintShape(canvas, kind, ink, random);
        for (var line = random.Next(MostLines + 1); line > 0; line--)
        {
            PaintLine(canvas, Colour(random), random);
        }

        ForEachPixel((x, y) => canvas.Change(x, y, (_, level) => level + (Noise * Normal(random))));
        return canvas;
    }

    private static void PaintBackground(Canvas canvas, double[] colour, Random random)
    {
        var (slopeX, slopeY) = (Between(random, -50, 50), Between(random, -50, 50));
        ForEachPixel((x, y) => canvas.Change(
            x, y, (channel, _) => colour[channel] + (slopeX * (((double)x / Canvas.Size) - 0.5)) + (slopeY * (((double)y / Canvas.Size) - 0.5))));
    }

    private static void PaintShape(Canvas canvas, Kind kind, double[] ink, Random random)
    {
        var radius = Between(random, 0.22, 0.45) * Canvas.Size;
        var (centreX, centreY) = (Between(random, radius, Canvas.Size - radius), Between(random, radius, Canvas.Size - radius));
        var angle = Between(random, -Math.PI, Math.PI);
        var squeeze = Between(random, 0.8, 1);
        var (sine, cosine) = Math.SinCos(angle);
        ForEachPixel((x, y) =>
        {
            var share = 0.0;
            for (var sample = 0; sample < Samples * Samples; sample++)
            {
                var right = (x + (((sample % Samples) + 0.5) / Samples) - centreX) / radius;
                var up = (centreY - y - (((sample / Samples) + 0.5) / Samples)) / radius;
                share += kind.Holds((cosine * right) + (sine * up), ((cosine * up) - (sine * right)) / squeeze) ? 1.0 / (Samples * Samples) : 0;
            }

            canvas.Change(x, y, (channel, level) => level + (share * (ink[channel] - level)));
        });
    }

    private static void PaintLine(Canvas canvas, double[] colour, Random random)
    {
        var (sine, cosine) = Math.SinCos(Between(random, 0, Math.PI));
        var (throughX, throughY) = (Between(random, 0, Canvas.Size), Between(random, 0, Canvas.Size));
        var width = Between(random, 0.5, 1.5);
        ForEachPixel((x, y) =>
        {
            var distance = Math.Abs((sine * (x - throughX)) - (cosine * (y - throughY)));
            var share = Math.Clamp(width - distance + 0.5, 0, 1);
            canvas.Change(x, y, (channel, level) => level + (share * (colour[channel] - level)));
        });
    }

    private static void ForEachPixel(Action<int, int> paint)
    {
        for (var y = 0; y < Canvas.Size; y++)
        {
            for (var x = 0; x < Canvas.Size; x++)
            {
                paint(x, y);
            }
        }
    }

    private static double[] Colour(Random random) => [Between(random, 20, 235), Between(random, 20, 235), Between(random, 20, 235)];

    private static double Between(Random random, double from, double to) => from + ((to - from) * random.NextDouble());

    // Box and Muller 1958
    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
