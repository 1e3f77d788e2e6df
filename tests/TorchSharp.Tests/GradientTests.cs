using static TorchSharp.torch;

namespace TorchSharp.Tests;

/// <summary>Gradients against central differences of the same function, in double precision.</summary>
public sealed class GradientTests
{
    private const double Step = 1e-6;

    public static TheoryData<string, Func<Tensor, Tensor>> Functions { get; } = new()
    {
        { "tanh", x => x.tanh() },
        { "gelu", x => x.gelu() },
        { "softmax", x => x.softmax(-1).pow(2) },
        { "log_softmax", x => nn.functional.log_softmax(x, 1).select(1, 0) },
        { "layer_norm", x => nn.functional.layer_norm(x, [4]).pow(3) },
        { "linear", x => nn.functional.linear(x, Constant(5, 4), Constant(5)).exp() },
        { "attention", x => nn.functional.scaled_dot_product_attention(x.unsqueeze(0), Constant(1, 2, 4), x.unsqueeze(0)[.., ..2] * 2).pow(2) },
        { "index", x => x[TensorIndex.Colon, TensorIndex.Slice(1, 3)].pow(2) },
        { "cross_entropy", x => nn.functional.cross_entropy(x, tensor(new long[] { 1, 3, 0 }), label_smoothing: 0.1) },
        { "division", x => (1 / (x * x + 2)) - (x / 3) },
        { "conv2d", x => nn.functional.conv2d(x.view(1, 1, 3, 4), Constant(2, 1, 2, 2), Constant(2), [2, 1], [1, 1]).pow(2) },
        { "batch_norm", x => nn.functional.batch_norm(x, null, null, Constant(4), Constant(4), training: true).pow(3) },
        { "max_pool2d", x => nn.functional.max_pool2d(x.view(1, 1, 3, 4), 2, 1).pow(2) },
        { "avg_pool2d", x => nn.functional.avg_pool2d(x.view(1, 1, 3, 4), 3, 2, 1, count_include_pad: false).pow(2) },
        { "adaptive_avg_pool2d", x => nn.functional.adaptive_avg_pool2d(x.view(1, 1, 3, 4), 2).pow(2) },
        { "pad", x => nn.functional.pad(x, [1, 2, 0, 1]).view(4, 7).pow(2) * Constant(4, 7) },
        { "reduction", x => x.mean([0]) * x.sum(1).max() },
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void Gradients_agree_with_finite_differences(string name, Func<Tensor, Tensor> function)
    {
        _ = name;
        using var scope = NewDisposeScope();
        var x = Constant(3, 4).requires_grad_();
        function(x).sum().backward();
        var grad = x.grad!.data<double>().ToArray();
        using var noGrad = no_grad();
        for (var i = 0; i < grad.Length; i++)
        {
            var nudge = zeros(12, float64);
            nudge[i] = tensor(Step);
            nudge = nudge.view(3, 4);
            var difference = (function(x + nudge).sum() - function(x - nudge).sum()).item<double>() / (2 * Step);
            Assert.Equal(difference, grad[i], 1e-6);
        }
    }

    private static Tensor Constant(params long[] shape)
    {
        var count = shape.Aggregate(1L, (product, size) => product * size);
        return tensor((double[])[.. Enumerable.Range(1, (int)count).Select(i => Math.Sin(1.7 * i))]).view(shape);
    }
}
