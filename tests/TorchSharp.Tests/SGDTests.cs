using TorchSharp.Modules;

using static TorchSharp.torch;

namespace TorchSharp.Tests;

/// <summary>SGD against its definition, worked out in double precision here.</summary>
public sealed class SGDTests
{
    [Theory]
    [InlineData(0, 0, false, 0)]
    [InlineData(0.9, 0, false, 0.1)]
    [InlineData(0.9, 0, true, 0.1)]
    [InlineData(0.5, 0.25, false, 0)]
    public void Steps_follow_the_definition(double momentum, double dampening, bool nesterov, double decay)
    {
        const double rate = 0.01;
        double[] start = [1.5, -2, 0.25, 3];
        using var parameter = new Parameter(tensor(start, dtype: float64));
        using var optimizer = optim.SGD([new SGD.ParamGroup([parameter], new SGD.Options { weight_decay = decay })], rate, momentum, dampening, nesterov: nesterov);
        var (expected, buffer) = (start.ToArray(), new double[4]);
        for (var step = 1; step <= 10; step++)
        {
            optimizer.zero_grad();
            using var loss = parameter.pow(3).sum(); // gradient 3 x^2
            loss.backward();
            optimizer.step();
            for (var i = 0; i < 4; i++)
            {
                var gradient = (3 * expected[i] * expected[i]) + (decay * expected[i]);
                buffer[i] = step == 1 ? gradient : (momentum * buffer[i]) + ((1 - dampening) * gradient);
                expected[i] -= rate * (momentum == 0 ? gradient : nesterov ? gradient + (momentum * buffer[i]) : buffer[i]);
            }
        }

        Assert.Equal(expected, parameter.data<double>().ToArray(), (x, y) => Math.Abs(x - y) < 1e-12);
    }

    [Fact]
    public void The_state_is_the_optimizers_own()
    {
        using var parameter = new Parameter(ones(2));
        using var optimizer = optim.SGD([parameter], 0.5, momentum: 0.5);
        var state = (SGD.State)Assert.Single(optimizer.state_dict().State);
        Assert.Null(state.momentum_buffer);

        state.momentum_buffer = tensor(new[] { 2f, 4f });
        using var loss = parameter.sum();
        loss.backward();
        optimizer.step();

        Assert.Equal([2, 3], state.momentum_buffer.data<float>().ToArray()); // 0.5 of it, and the gradient
        Assert.Equal([0, -0.5f], parameter.data<float>().ToArray());
    }

    [Fact]
    public void A_group_that_is_added_later_is_trained_from_then_on()
    {
        using var first = new Parameter(ones(1));
        using var second = new Parameter(ones(1));
        using var optimizer = optim.SGD([first], 0.5);
        optimizer.add_param_group(new SGD.ParamGroup([second], new SGD.Options { LearningRate = 0.25 }));
        using var loss = (first + second).sum();
        loss.backward();
        optimizer.step();

        Assert.Equal((0.5f, 0.75f), (first.item<float>(), second.item<float>()));
    }
}
