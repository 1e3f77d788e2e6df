namespace MlOps.Training.Models.Resnet;

/// <summary>The shape of one residual layer.</summary>
/// <param name="Inputs">Channels of its input.</param>
/// <param name="Outputs">Channels of its output.</param>
/// <param name="Stride">2 where it halves height and width, otherwise 1.</param>
/// <param name="Bottleneck">Whether it has three convolutions rather than two.</param>
/// <param name="StrideFirst">Whether a bottleneck has the stride in its first convolution rather than in its second.</param>
internal sealed record ResnetLayerShape(int Inputs, int Outputs, int Stride, bool Bottleneck, bool StrideFirst)
{
    /// <summary>How many times fewer channels the middle of a bottleneck has.</summary>
    public const int Reduction = 4;

    /// <summary>Whether the input takes a convolution of its own before it is added, as it would not fit the output otherwise.</summary>
    public bool HasShortcut => Inputs != Outputs || Stride != 1;

    /// <summary>The window of the input's own convolution.</summary>
    public Window Shortcut => Window.Square(1, Stride);

    /// <summary>The convolutions, in the order of the run.</summary>
    public IReadOnlyList<(int Inputs, int Outputs, Window Window)> Convolutions
    {
        get
        {
            if (!Bottleneck)
            {
                return [(Inputs, Outputs, Window.Square(3, Stride, 1)), (Outputs, Outputs, Window.Square(3, 1, 1))];
            }

            var reduced = Outputs / Reduction;
            return
            [
                (Inputs, reduced, Window.Square(1, StrideFirst ? Stride : 1)),
                (reduced, reduced, Window.Square(3, StrideFirst ? 1 : Stride, 1)),
                (reduced, Outputs, Window.Square(1)),
            ];
        }
    }
}
