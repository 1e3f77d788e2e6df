using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Tests;

/// <summary>Operators on pictures against their definitions, worked out by loops here.</summary>
public sealed class PictureOperatorTests
{
    [Theory]
    [InlineData(1, 0, 1, 1)]
    [InlineData(2, 1, 1, 1)]
    [InlineData(1, 2, 2, 1)]
    [InlineData(2, 1, 1, 2)]
    public void A_convolution_is_the_sum_over_its_window(int stride, int padding, int dilation, int groups)
    {
        using var scope = NewDisposeScope();
        const int batch = 2, inputs = 4, outputs = 6, height = 7, width = 6, kernel = 3;
        var (x, w, b) = (Numbers(1, batch, inputs, height, width), Numbers(2, outputs, inputs / groups, kernel, kernel), Numbers(3, outputs));
        var result = F.conv2d(x, w, b, [stride, stride], [padding, padding], [dilation, dilation], groups);

        var (rows, columns) = (Windows(height, kernel, stride, padding, dilation), Windows(width, kernel, stride, padding, dilation));
        Assert.Equal([batch, outputs, rows, columns], result.shape);
        var (xs, ws, bs, actual) = (Values(x), Values(w), Values(b), Values(result));
        var next = 0;
        foreach (var (n, o, i, j) in Places(batch, outputs, rows, columns))
        {
            var sum = bs[o];
            var first = o / (outputs / groups) * (inputs / groups);
            foreach (var (c, k, l, _) in Places(inputs / groups, kernel, kernel, 1))
            {
                var (row, column) = ((i * stride) - padding + (k * dilation), (j * stride) - padding + (l * dilation));
                if (row >= 0 && row < height && column >= 0 && column < width)
                {
                    sum += xs[(((((n * inputs) + first + c) * height) + row) * width) + column]
                        * ws[(((((o * inputs / groups) + c) * kernel) + k) * kernel) + l];
                }
            }

            Assert.Equal(sum, actual[next++], 1e-9);
        }
    }

    [Theory]
    [InlineData(3, 2, 1, false)]
    [InlineData(2, 2, 0, false)]
    [InlineData(3, 2, 0, true)]
    public void Pooling_takes_the_largest_or_the_mean_of_each_window(int kernel, int stride, int padding, bool ceiling)
    {
        using var scope = NewDisposeScope();
        const int height = 8, width = 9;
        var x = Numbers(4, 1, 2, height, width);
        using var pool = nn.MaxPool2d(kernel, stride, padding, ceil_mode: ceiling);
        var (largest, counted, inside) = (
            pool.call(x),
            F.avg_pool2d(x, kernel, stride, padding, ceiling),
            F.avg_pool2d(x, kernel, stride, padding, ceiling, count_include_pad: false));

        var (rows, columns) = (Windows(height, kernel, stride, padding, 1, ceiling), Windows(width, kernel, stride, padding, 1, ceiling));
        Assert.Equal([1, 2, rows, columns], largest.shape);
        var xs = Values(x);
        var next = 0;
        foreach (var (_, c, i, j) in Places(1, 2, rows, columns))
        {
            var window = (
                from row in Enumerable.Range((i * stride) - padding, kernel)
                from column in Enumerable.Range((j * stride) - padding, kernel)
                where row >= 0 && row < height && column >= 0 && column < width
                select xs[(((c * height) + row) * width) + column]).ToArray();

            // what a window of ceil_mode has beyond the padding counts nowhere
            var places = (Math.Min((i * stride) - padding + kernel, height + padding) - ((i * stride) - padding))
                * (Math.Min((j * stride) - padding + kernel, width + padding) - ((j * stride) - padding));
            Assert.Equal(window.Max(), Values(largest)[next], 1e-12);
            Assert.Equal(window.Sum() / places, Values(counted)[next], 1e-12);
            Assert.Equal(window.Average(), Values(inside)[next++], 1e-12);
        }
    }

    [Fact]
    public void Adaptive_pooling_gives_the_size_asked_for()
    {
        using var scope = NewDisposeScope();
        var x = arange(1, 13, 1, float64).view(1, 1, 3, 4);
        Assert.Equal([6.5], Values(F.adaptive_avg_pool2d(x, 1)));

        // of three rows, the windows of two overlap in the middle one
        Assert.Equal([3.5, 5.5, 7.5, 9.5], Values(F.adaptive_avg_pool2d(x, 2)));
    }

    [Fact]
    public void Padding_names_the_last_dimension_first()
    {
        using var scope = NewDisposeScope();
        var x = tensor([1.0, 2, 3, 4], [1, 1, 2, 2]);
        Assert.Equal([0, 1, 2, 0, 3, 4, 0, 0, 0], Values(F.pad(x, [1, 0, 0, 1])));
        Assert.Equal([7, 7, 1, 2, 3, 4], Values(F.pad(x, [0, 0, 1, 0], value: 7)));
        Assert.Equal([1, 1, 2, 2, 3, 3, 4, 4], Values(F.pad(x, [1, 1, 0, 0], PaddingModes.Replicate)));
    }

    [Fact]
    public void Relu_in_place_changes_its_input()
    {
        using var scope = NewDisposeScope();
        var x = tensor([-1.0, 2]);
        using var fresh = nn.ReLU();
        using var inPlace = nn.ReLU(inplace: true);
        Assert.Equal([0, 2], Values(fresh.call(x)));
        Assert.Equal([-1, 2], Values(x));
        Assert.Equal([0, 2], Values(inPlace.call(x)));
        Assert.Equal([0, 2], Values(x));
    }

    private static int Windows(int size, int kernel, int stride, int padding, int dilation, bool ceiling = false)
    {
        var room = size + (2 * padding) - (dilation * (kernel - 1)) - 1;
        return (ceiling ? (room + stride - 1) / stride : room / stride) + 1;
    }

    private static IEnumerable<(int, int, int, int)> Places(int first, int second, int third, int fourth) =>
        from a in Enumerable.Range(0, first)
        from b in Enumerable.Range(0, second)
        from c in Enumerable.Range(0, third)
        from d in Enumerable.Range(0, fourth)
        select (a, b, c, d);

    private static double[] Values(Tensor tensor) => tensor.contiguous().data<double>().ToArray();

    private static Tensor Numbers(int seed, params long[] shape)
    {
        var random = new Random(seed);
        var count = (int)shape.Aggregate((product, size) => product * size);
        return tensor(Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 2) - 1).ToArray(), shape);
    }
}
