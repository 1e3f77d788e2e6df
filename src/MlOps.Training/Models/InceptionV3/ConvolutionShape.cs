namespace MlOps.Training.Models.InceptionV3;

/// <summary>One convolution of the network; a batch norm and a ReLU follow it.</summary>
/// <param name="Name">Its name in its block.</param>
/// <param name="Outputs">Channels of its output.</param>
/// <param name="Window">How it slides.</param>
internal sealed record ConvolutionShape(string Name, int Outputs, Window Window)
{
    /// <summary>Added to the variance in batch norms.</summary>
    public const double Epsilon = 1e-3;
}
