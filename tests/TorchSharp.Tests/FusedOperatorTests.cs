using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Tests;

/// <summary>The shim's own operators on float tensors against libtorch's operators on the same numbers in double precision.</summary>
public sealed class FusedOperatorTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_linear_layer_gives_libtorchs_result_and_gradients(bool bias)
    {
        using var scope = NewDisposeScope();
        Compare(
            leaves => F.linear(leaves[0], leaves[1], bias ? leaves[2] : null),
            Numbers(1, 3, 5, 7),
            Numbers(2, 4, 7),
            Numbers(3, 4));
    }

    [Fact]
    public void A_linear_layer_takes_an_input_that_is_a_view()
    {
        using var scope = NewDisposeScope();
        Compare(leaves => F.linear(leaves[0].select(1, 2), leaves[1], leaves[2]), Numbers(1, 3, 5, 7), Numbers(2, 4, 7), Numbers(3, 4));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("keys")]
    [InlineData("numbers")]
    public void Attention_gives_libtorchs_result_and_gradients(string masked)
    {
        using var scope = NewDisposeScope();
        var mask = masked switch
        {
            "keys" => tensor([true, true, false, true, false, true, true, true, false, true], [2, 1, 1, 5]),
            "numbers" => Numbers(9, 2, 1, 6, 5).to(float32),
            _ => null,
        };

        // as a model splits heads: [B, T, H] seen as [B, A, T, D]
        Compare(
            leaves => F.scaled_dot_product_attention(
                Heads(leaves[0]), Heads(leaves[1]), Heads(leaves[2]), mask is { dtype: ScalarType.Float32 } ? mask.to(leaves[0].dtype) : mask),
            Numbers(1, 2, 6, 12),
            Numbers(2, 2, 5, 12),
            Numbers(3, 2, 5, 12));
    }

    [Fact]
    public void The_gradient_of_attention_drops_the_weights_that_the_result_dropped()
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        var value = eye(8).view(1, 1, 8, 8).clone().requires_grad_();
        var query = Numbers(5, 1, 1, 8, 8).to(float32).requires_grad_();
        var weights = F.scaled_dot_product_attention(query, query.detach(), value, p: 0.5); // V is 1, so these are the weights
        weights.sum().backward();
        Assert.Contains(0f, weights.data<float>().ToArray());
        var columns = weights.view(8, 8).sum(0L).unsqueeze(1).expand(8, 8); // d sum(W V) / dV[k, *] is the sum of W's column k
        Assert.True(value.grad!.view(8, 8).allclose(columns, 1e-5, 1e-6));
    }

    [Fact]
    public void A_row_that_sees_no_key_gives_zeros()
    {
        using var scope = NewDisposeScope();
        var x = Numbers(1, 1, 1, 3, 4).to(float32);
        var mixed = F.scaled_dot_product_attention(x, x, x, zeros([1, 1, 1, 3], ScalarType.Bool));
        Assert.All(mixed.contiguous().data<float>().ToArray(), number => Assert.Equal(0f, number));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void Dropout_keeps_the_mean_and_drops_its_share(double p)
    {
        using var scope = NewDisposeScope();
        manual_seed(7);
        const int count = 1_000_003;
        var x = ones([count], requires_grad: true);
        var y = F.dropout(x, p);
        y.sum().backward();
        var kept = y.data<float>().ToArray();
        var deviation = Math.Sqrt(p * (1 - p) / count);
        Assert.Equal(p, kept.Count(number => number == 0) / (double)count, 5 * deviation);
        Assert.All(kept, number => Assert.True(number == 0 || Math.Abs(number - (1 / (1 - p))) < 1e-6));
        Assert.Equal(kept, x.grad!.data<float>().ToArray());

        // neighbours fall independently: the share of pairs that are both dropped is p squared
        var pairs = kept.Zip(kept.Skip(1)).Count(pair => pair is (0, 0)) / (double)count;
        Assert.Equal(p * p, pairs, 5 * Math.Sqrt(p * p / count));
    }

    [Fact]
    public void Dropout_repeats_itself_after_the_same_seed_with_any_number_of_threads()
    {
        using var scope = NewDisposeScope();
        var threads = get_num_threads();
        var x = ones(300_000);
        manual_seed(3);
        var (first, second) = (F.dropout(x, 0.3), F.dropout(x, 0.3));
        Assert.False(first.allclose(second));
        set_num_threads(threads == 1 ? 2 : 1);
        manual_seed(3);
        Assert.True(first.allclose(F.dropout(x, 0.3)));
        set_num_threads(threads);
    }

    [Fact]
    public void A_second_derivative_is_refused_rather_than_wrong()
    {
        using var scope = NewDisposeScope();
        var x = Numbers(1, 3, 4).to(float32).requires_grad_();
        var y = F.linear(x, Numbers(2, 2, 4).to(float32)).pow(2).sum();
        var error = Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => autograd.grad([y], [x], create_graph: true));
        Assert.Contains("create_graph is not supported", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Values in [-1, 1] that a seed determines, double precision.</summary>
    private static Tensor Numbers(int seed, params long[] shape)
    {
        var random = new Random(seed);
        var count = (int)shape.Aggregate((product, size) => product * size);
        return tensor(Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 2) - 1).ToArray(), shape);
    }

    private static Tensor Heads(Tensor hidden) => hidden.view(hidden.shape[0], hidden.shape[1], 3, 4).transpose(1, 2);

    private static void Compare(Func<Tensor[], Tensor> function, params Tensor[] values)
    {
        var exact = Array.ConvertAll(values, value => value.clone().requires_grad_());
        var single = Array.ConvertAll(values, value => value.to(float32).requires_grad_());
        var (expected, actual) = (function(exact), function(single));
        Assert.Equal(float32, actual.dtype);
        Assert.True(actual.to(float64).allclose(expected, 1e-5, 1e-6), "result");
        expected.pow(2).sum().backward();
        actual.pow(2).sum().backward();
        foreach (var (one, other) in exact.Zip(single))
        {
            Assert.Equal(one.grad is null, other.grad is null);
            Assert.True(one.grad is null || other.grad!.to(float64).allclose(one.grad, 1e-4, 1e-5), "gradient");
        }
    }
}
