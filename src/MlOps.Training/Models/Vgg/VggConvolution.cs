namespace MlOps.Training.Models.Vgg;

/// <summary>One convolution of a VGG network; a batch norm and a ReLU follow it.</summary>
/// <param name="Index">Its place among <c>features</c>, which names it.</param>
/// <param name="Block">Its block, counted from 0.</param>
/// <param name="Inputs">Channels of its input.</param>
/// <param name="Outputs">Channels of its output.</param>
/// <param name="EndsBlock">Whether a pooling follows that halves height and width.</param>
internal sealed record VggConvolution(int Index, int Block, int Inputs, int Outputs, bool EndsBlock)
{
    /// <summary>How each of them slides.</summary>
    public static Window Window { get; } = Window.Square(3, 1, 1);

    /// <summary>How the pooling slides.</summary>
    public static Window Pooling { get; } = Window.Square(2, 2);
}
