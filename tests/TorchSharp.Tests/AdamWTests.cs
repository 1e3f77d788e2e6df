using TorchSharp.Modules;

using static TorchSharp.torch;

namespace TorchSharp.Tests;

/// <summary>AdamW against its definition, worked out in double precision here.</summary>
public sealed class AdamWTests
{
    [Theory]
    [InlineData(ScalarType.Float32)] // one pass in the shim
    [InlineData(ScalarType.Float64)] // operator by operator
    public void Steps_follow_the_definition(ScalarType type)
    {
        const double rate = 0.05, beta1 = 0.9, beta2 = 0.99, eps = 1e-8, decay = 0.1;
        double[] start = [1.5, -2, 0.25, 3];
        using var parameter = new Parameter(tensor(start, dtype: type));
        using var optimizer = optim.AdamW([new AdamW.ParamGroup([parameter], new AdamW.Options { weight_decay = decay })], rate, beta1, beta2, eps);
        var (expected, first, second) = (start.ToArray(), new double[4], new double[4]);
        for (var step = 1; step <= 20; step++)
        {
            optimizer.zero_grad();
            using var loss = parameter.pow(3).sum(); // gradient 3 x^2
            loss.backward();
            optimizer.step();
            for (var i = 0; i < 4; i++)
            {
                var gradient = 3 * expected[i] * expected[i];
                first[i] = (beta1 * first[i]) + ((1 - beta1) * gradient);
                second[i] = (beta2 * second[i]) + ((1 - beta2) * gradient * gradient);
                var corrected = first[i] / (1 - Math.Pow(beta1, step));
                var size = Math.Sqrt(second[i] / (1 - Math.Pow(beta2, step)));
                expected[i] = (expected[i] * (1 - (rate * decay))) - (rate * corrected / (size + eps));
            }
        }

        using var result = parameter.detach().to(float64);
        Assert.Equal(expected, result.data<double>().ToArray(), (x, y) => Math.Abs(x - y) < 1e-5);
    }

    [Fact]
    public void A_parameter_without_a_gradient_stays()
    {
        using var parameter = new Parameter(ones(3));
        using var optimizer = optim.AdamW([parameter], weight_decay: 0.5);
        optimizer.step();
        Assert.Equal([1, 1, 1], parameter.data<float>().ToArray());
    }

    [Fact]
    public void A_changed_learning_rate_takes_effect_at_the_next_step()
    {
        using var parameter = new Parameter(ones(1));
        using var optimizer = optim.AdamW([parameter], lr: 1);
        foreach (var group in optimizer.ParamGroups)
        {
            group.LearningRate = 0;
        }

        using var loss = parameter.sum();
        loss.backward();
        optimizer.step();
        Assert.Equal(1, parameter.data<float>()[0]);
    }

    [Fact]
    public void A_state_that_is_copied_into_another_optimizer_goes_on_from_there()
    {
        using var one = new Parameter(tensor(new[] { 1f, -2f }));
        using var first = optim.AdamW([one], 0.1);
        for (var step = 0; step < 3; step++)
        {
            Step(one, first);
        }

        using var two = new Parameter(one.detach().clone());
        using var second = optim.AdamW([two], 0.1);
        var (from, to) = ((AdamW.State)first.state_dict().State[0], (AdamW.State)second.state_dict().State[0]);
        to.step = from.step;
        to.exp_avg.copy_(from.exp_avg);
        to.exp_avg_sq.copy_(from.exp_avg_sq);
        Step(one, first);
        Step(two, second);

        Assert.Equal(one.data<float>().ToArray(), two.data<float>().ToArray());

        static void Step(Parameter parameter, AdamW optimizer)
        {
            optimizer.zero_grad();
            using var loss = parameter.pow(3).sum();
            loss.backward();
            optimizer.step();
        }
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Clipping_scales_all_gradients_to_the_joint_norm(ScalarType type)
    {
        using var one = new Parameter(tensor(new[] { 3.0 }, dtype: type));
        using var two = new Parameter(tensor(new[] { 4.0, 0 }, dtype: type));
        using var loss = (one.pow(2).sum() + two.pow(2).sum()) / 2; // the gradients are 3 and (4, 0): norm 5
        loss.backward();
        Assert.Equal(5, nn.utils.clip_grad_norm_([one, two], 1), 1e-6);
        using var grad = two.grad!.to(float64);
        Assert.Equal([0.8, 0], grad.data<double>().ToArray(), (x, y) => Math.Abs(x - y) < 1e-5);
        Assert.Equal(1, nn.utils.clip_grad_norm_([one, two], 10), 1e-5);
    }
}
