namespace MlOps.Training.Models;

/// <summary>How a filter or a pooling slides over a picture.</summary>
/// <param name="Height">Rows that it sees at once.</param>
/// <param name="Width">Columns that it sees at once.</param>
/// <param name="Stride">Rows and columns from one place to the next.</param>
/// <param name="PaddingHeight">Rows added above and below the picture.</param>
/// <param name="PaddingWidth">Columns added on either side of it.</param>
internal readonly record struct Window(int Height, int Width, int Stride = 1, int PaddingHeight = 0, int PaddingWidth = 0)
{
    /// <summary>A window with as many rows as columns.</summary>
    /// <param name="size">Rows and columns.</param>
    /// <param name="stride">Rows and columns from one place to the next.</param>
    /// <param name="padding">Rows and columns added on each side.</param>
    public static Window Square(int size, int stride = 1, int padding = 0) => new(size, size, stride, padding, padding);
}
