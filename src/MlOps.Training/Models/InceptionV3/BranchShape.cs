namespace MlOps.Training.Models.InceptionV3;

/// <summary>One of the ways through a block.</summary>
/// <param name="Pooling">A pooling before the convolutions, if there is one.</param>
/// <param name="Line">Convolutions, one after the other.</param>
/// <param name="Fork">Convolutions side by side behind them, whose results are put together; none where the line just ends.</param>
internal sealed record BranchShape(PoolingKind Pooling, IReadOnlyList<ConvolutionShape> Line, IReadOnlyList<ConvolutionShape> Fork)
{
    /// <summary>The pooling that keeps height and width, in which the padding counts as zeros.</summary>
    public static Window AveragePooling { get; } = Window.Square(3, 1, 1);

    /// <summary>The pooling that halves height and width.</summary>
    public static Window MaxPooling { get; } = Window.Square(3, 2);

    /// <summary>Channels of its output.</summary>
    /// <param name="inputs">Channels of its input.</param>
    public int Outputs(int inputs) => Fork.Count > 0 ? Fork.Sum(part => part.Outputs) : Line.Count > 0 ? Line[^1].Outputs : inputs;
}
