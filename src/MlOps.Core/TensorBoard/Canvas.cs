namespace MlOps.TensorBoard;

/// <summary>A picture in memory, white at first.</summary>
/// <param name="width">In pixels.</param>
/// <param name="height">In pixels.</param>
internal sealed class Canvas(int width, int height)
{
    private const int Colours = 3;
    private readonly byte[] _pixels = White(width * height * Colours);

    /// <summary>In pixels.</summary>
    public int Width => width;

    /// <summary>In pixels.</summary>
    public int Height => height;

    /// <summary>The pixels of a row: red, green and blue of each.</summary>
    /// <param name="y">0 at the top.</param>
    public ReadOnlySpan<byte> Row(int y) => _pixels.AsSpan(y * width * Colours, width * Colours);

    /// <summary>Fills a rectangle; what lies outside of the picture is left out.</summary>
    /// <param name="x">Its left edge.</param>
    /// <param name="y">Its upper edge.</param>
    /// <param name="across">Its width.</param>
    /// <param name="down">Its height.</param>
    /// <param name="colour">Of every pixel.</param>
    public void Fill(int x, int y, int across, int down, Colour colour)
    {
        for (var row = Math.Max(0, y); row < Math.Min(height, y + down); row++)
        {
            for (var column = Math.Max(0, x); column < Math.Min(width, x + across); column++)
            {
                var at = ((row * width) + column) * Colours;
                (_pixels[at], _pixels[at + 1], _pixels[at + 2]) = (colour.Red, colour.Green, colour.Blue);
            }
        }
    }

    /// <summary>Writes a line from left to right.</summary>
    /// <param name="x">Its left edge.</param>
    /// <param name="y">Its upper edge.</param>
    /// <param name="text">The line.</param>
    /// <param name="colour">Of the letters.</param>
    public void Write(int x, int y, string text, Colour colour)
    {
        foreach (var (column, row) in Dots(text))
        {
            Fill(x + column, y + row, PixelFont.Dot, PixelFont.Dot, colour);
        }
    }

    /// <summary>Writes a line from below to above, turned by a quarter to the left.</summary>
    /// <param name="x">Its left edge.</param>
    /// <param name="bottom">Where its first letter begins.</param>
    /// <param name="text">The line.</param>
    /// <param name="colour">Of the letters.</param>
    public void WriteUpwards(int x, int bottom, string text, Colour colour)
    {
        foreach (var (column, row) in Dots(text))
        {
            Fill(x + row, bottom - PixelFont.Dot - column, PixelFont.Dot, PixelFont.Dot, colour);
        }
    }

    // the upper left corner of each inked dot of a line
    private static IEnumerable<(int X, int Y)> Dots(string text) =>
        from letter in text.EnumerateRunes().Select((rune, place) => (Rune: rune, Place: place))
        from row in Enumerable.Range(0, PixelFont.Rows)
        from column in Enumerable.Range(0, PixelFont.Columns)
        where PixelFont.IsSet(letter.Rune, column, row)
        select (((letter.Place * PixelFont.Advance) + column) * PixelFont.Dot, row * PixelFont.Dot);

    private static byte[] White(int bytes)
    {
        var pixels = new byte[bytes];
        Array.Fill(pixels, byte.MaxValue);
        return pixels;
    }
}
