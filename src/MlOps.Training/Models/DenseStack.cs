using System.Globalization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models;

/// <summary>Linear layers named 0, 1, ..., with GELU and dropout between them.</summary>
internal sealed class DenseStack : Module<Tensor, Tensor>
{
    private readonly List<Dense> _layers = [];
    private readonly double _dropout;

    /// <summary>Creates the stack.</summary>
    /// <param name="widths">Width of the input, of each layer between, and of the output; at least two.</param>
    /// <param name="deviation">Standard deviation of new weights.</param>
    /// <param name="dropout">Dropout between two layers.</param>
    public DenseStack(IReadOnlyList<int> widths, double deviation, double dropout)
        : base(nameof(DenseStack))
    {
        _dropout = dropout;
        for (var i = 1; i < widths.Count; i++)
        {
            var layer = new Dense(widths[i - 1], widths[i], deviation, ScalarType.Float32);
            register_module((i - 1).ToString(CultureInfo.InvariantCulture), layer);
            _layers.Add(layer);
        }
    }

    /// <summary>Runs the layers.</summary>
    /// <param name="input">[B, first width].</param>
    /// <returns>[B, last width].</returns>
    public override Tensor forward(Tensor input)
    {
        var output = _layers[0].call(input);
        foreach (var layer in _layers.Skip(1))
        {
            output = layer.call(functional.dropout(output.gelu(), _dropout, training));
        }

        return output;
    }
}
