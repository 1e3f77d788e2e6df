using static TorchSharp.torch;

namespace TorchSharp.Tests;

/// <summary>Batch normalization against its definition, by hand.</summary>
public sealed class BatchNormTests
{
    private const double Epsilon = 1e-5;

    // one channel of the numbers 1, 2, 3, 6: mean 3, variance 3.5, or 14 / 3 where the running one is told
    private static readonly float[] Batch = [1, 2, 3, 6];

    [Fact]
    public void In_training_the_batch_s_own_statistics_count_and_move_the_running_ones()
    {
        using var scope = NewDisposeScope();
        using var norm = nn.BatchNorm2d(1, momentum: 0.25);

        var result = norm.call(tensor(Batch, [2, 1, 1, 2]));

        Assert.Equal(Batch.Select(x => (x - 3) / Math.Sqrt(3.5 + Epsilon)), Values(result), Near);
        Assert.Equal(0.25 * 3, norm.running_mean!.item<float>(), 1e-6);
        Assert.Equal(0.75 + (0.25 * 14 / 3), norm.running_var!.item<float>(), 1e-6);
        Assert.Equal(1, norm.num_batches_tracked!.item<long>());
    }

    [Fact]
    public void Otherwise_the_running_statistics_count_and_stay()
    {
        using var scope = NewDisposeScope();
        using var norm = nn.BatchNorm2d(1);
        using (no_grad())
        {
            norm.weight!.fill_(3);
            norm.bias!.fill_(5);
        }

        norm.running_mean!.fill_(2);
        norm.running_var!.fill_(4);
        norm.eval();

        var result = norm.call(tensor(Batch, [2, 1, 1, 2]));

        Assert.Equal(Batch.Select(x => (3 * (x - 2) / Math.Sqrt(4 + Epsilon)) + 5), Values(result), Near);
        Assert.Equal([2], Values(norm.running_mean));
        Assert.Equal(0, norm.num_batches_tracked!.item<long>());
    }

    [Fact]
    public void Without_a_momentum_the_running_mean_is_that_of_all_batches()
    {
        using var scope = NewDisposeScope();
        using var norm = nn.BatchNorm2d(1);
        norm.momentum = null;
        foreach (var mean in new[] { 1f, 2, 6 })
        {
            norm.call(full([2, 1, 1, 2], mean));
        }

        Assert.Equal(3, norm.running_mean!.item<float>(), 1e-6);
    }

    [Fact]
    public void The_statistics_are_buffers_which_the_state_holds_behind_the_parameters()
    {
        using var norm = nn.BatchNorm2d(4);
        Assert.Equal(["weight", "bias"], norm.named_parameters().Select(item => item.name));
        Assert.Equal(["running_mean", "running_var", "num_batches_tracked"], norm.named_buffers().Select(item => item.name));
        Assert.Equal(["weight", "bias", "running_mean", "running_var", "num_batches_tracked"], norm.state_dict().Keys);
    }

    [Fact]
    public void Another_module_holds_the_statistics_once()
    {
        using var outer = nn.Sequential(nn.BatchNorm2d(4));
        Assert.Equal(["0.weight", "0.bias", "0.running_mean", "0.running_var", "0.num_batches_tracked"], outer.state_dict().Keys);
    }

    [Fact]
    public void Another_type_is_taken_by_the_statistics_and_not_by_the_count()
    {
        using var norm = nn.BatchNorm2d(4).to(ScalarType.Float64);
        Assert.Equal([ScalarType.Float64, ScalarType.Float64, ScalarType.Int64], norm.named_buffers().Select(item => item.buffer.dtype));
    }

    [Fact]
    public void What_is_no_batch_of_pictures_is_refused()
    {
        using var scope = NewDisposeScope();
        using var norm = nn.BatchNorm2d(4);
        Assert.Throws<ArgumentException>(() => norm.call(ones(2, 4)));
    }

    private static IEnumerable<double> Values(Tensor tensor) => tensor.data<float>().ToArray().Select(value => (double)value);

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) < 1e-5;
}
