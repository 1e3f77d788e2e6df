using System.Runtime.InteropServices;

using static TorchSharp.torch;

namespace TorchSharp.Tests;

public sealed class TensorTests
{
    [Fact]
    public void Every_element_type_survives_the_way_in_and_out()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([true, false], tensor(new[] { true, false }).data<bool>().ToArray());
        Assert.Equal([1, 255], tensor(new byte[] { 1, 255 }).data<byte>().ToArray());
        Assert.Equal([-3, short.MaxValue], tensor(new short[] { -3, short.MaxValue }).data<short>().ToArray());
        Assert.Equal([-3, int.MaxValue], tensor(new[] { -3, int.MaxValue }).data<int>().ToArray());
        Assert.Equal([-3, long.MaxValue], tensor(new[] { -3, long.MaxValue }).data<long>().ToArray());
        Assert.Equal([(Half)0.5, Half.MaxValue], tensor(new[] { (Half)0.5, Half.MaxValue }).data<Half>().ToArray());
        Assert.Equal([0.1f, float.MaxValue], tensor(new[] { 0.1f, float.MaxValue }).data<float>().ToArray());
        Assert.Equal([0.1, double.MaxValue], tensor(new[] { 0.1, double.MaxValue }).data<double>().ToArray());
    }

    [Fact]
    public void Bfloat16_rounds_to_eight_bits_of_fraction()
    {
        using var scope = NewDisposeScope();
        var rounded = tensor(new[] { 1f, 1 + (1 / 128f), 1 + (1 / 512f), 3.14159f }).to(bfloat16);
        Assert.Equal(bfloat16, rounded.dtype);
        Assert.Equal([1f, 1 + (1 / 128f), 1f, 3.140625f], rounded.to(float32).data<float>().ToArray());
    }

    [Fact]
    public void A_linear_layer_in_bfloat16_agrees_with_single_precision_to_its_rounding()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var (x, weight) = (randn(20, 64), randn(30, 64).requires_grad_());
        var exact = nn.functional.linear(x, weight);
        var rounded = nn.functional.linear(x.to(bfloat16), weight.to(bfloat16));
        Assert.Equal(bfloat16, rounded.dtype);
        Assert.True(rounded.to(float32).allclose(exact, 0.02, 0.2));
        rounded.sum().backward();
        Assert.Equal(float32, weight.grad!.dtype);
        Assert.True(weight.grad.allclose(x.sum(0L).expand(30, 64), 0.02, 0.2));
    }

    [Fact]
    public void Indexing_follows_the_rules_of_arrays()
    {
        using var scope = NewDisposeScope();
        var x = arange(24, dtype: int64).view(2, 3, 4);
        Assert.Equal(23, x[1, 2, 3].item<long>());
        Assert.Equal([20, 21, 22, 23], x[1, 2].data<long>().ToArray());
        Assert.Equal([2, 1, 1, 4], x[TensorIndex.Colon, TensorIndex.Slice(0, 1), TensorIndex.None].shape);
        Assert.Equal([0, 4, 8, 12, 16, 20], x[TensorIndex.Ellipsis, 0].flatten().data<long>().ToArray());
        Assert.Equal([1, 5, 9], x[0, TensorIndex.Colon, 1].data<long>().ToArray());
        Assert.Equal([8, 0], x[0, TensorIndex.Tensor(tensor(new[] { 2L, 0L })), 0].data<long>().ToArray());
        Assert.Equal([14, 15], x[1, 0, 2..].data<long>().ToArray());
        x[1, 2] = zeros([4], int64);
        Assert.Equal(0, x[1, 2].sum().item<long>());
    }

    [Fact]
    public void Whole_numbers_keep_an_integer_tensor_whole()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(int64, (arange(3) + 1).dtype);
        Assert.Equal(float32, (arange(3) + 1.5).dtype);
        Assert.Equal(int32, (tensor(new[] { 4 }) * 2).dtype);
    }

    [Fact]
    public void Wrong_shapes_are_reported_in_libtorchs_words()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ExternalException>(() => ones(2, 3).matmul(ones(2, 3)));
        Assert.Contains("2x3", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("frame #", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gradients_are_off_inside_no_grad_and_on_again_after_it()
    {
        using var scope = NewDisposeScope();
        var x = ones(1).requires_grad_();
        using (no_grad())
        {
            Assert.False((x * 2).requires_grad);
            using (enable_grad())
            {
                Assert.True((x * 2).requires_grad);
            }
        }

        using (inference_mode())
        {
            Assert.False((x * 2).requires_grad);
        }

        Assert.True((x * 2).requires_grad);
    }

    [Fact]
    public void The_setup_is_told_through_the_application_context()
    {
        ones(1).Dispose();
        var text = Assert.IsType<string>(AppContext.GetData("mlops.torch.setup"));
        Assert.All(["libtorch:", "CPU flags:", "BLAS chosen:", "threads:", "CUDA devices:"], part => Assert.Contains(part, text, StringComparison.Ordinal));
    }
}
