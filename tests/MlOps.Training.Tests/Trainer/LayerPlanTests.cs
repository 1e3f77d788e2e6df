using MlOps.Diagnostics;
using MlOps.Training.Models;
using MlOps.Training.Trainer;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlOps.Training.Tests.Trainer;

/// <summary>Freezing, unfreezing and rates by layer, on the tiny models of the reference values. They have two layers each.</summary>
public sealed class LayerPlanTests
{
    private const int Never = LayerPlan.Never;

    // gradient descent without momentum: a parameter moves by its gradient times its rate
    private static readonly OptimizerSettings Plain = new(OptimizerKind.Sgd);

    [Fact]
    public void A_frozen_layer_has_no_gradient_and_stays_and_the_others_move_as_they_would()
    {
        using var free = new ReferenceModel("bert");
        using var frozen = new ReferenceModel("bert");
        var before = Values(frozen.Network);

        using var one = Step(free, free.Settings with { Optimizer = Plain, ClipNorm = 0 });
        _ = one.Take([free.Batch()], Location.None);
        using var other = Step(frozen, frozen.Settings with { Optimizer = Plain, ClipNorm = 0, Layers = Plan(frozen, [Never, Never, 1, 1]) });
        _ = other.Take([frozen.Batch()], Location.None);

        var (moved, expected) = (Values(frozen.Network), Values(free.Network));
        foreach (var (name, parameter) in frozen.Network.named_parameters())
        {
            var isFrozen = frozen.Architecture.LayerOf(name) < 2;
            Assert.Equal(isFrozen, parameter.grad is null);
            Assert.Equal(isFrozen ? before[name] : expected[name], moved[name]);
        }

        Assert.Contains("bert.embeddings.word_embeddings.weight", before.Keys);
    }

    [Fact]
    public void A_layer_is_trained_from_its_epoch_on()
    {
        using var model = new ReferenceModel("bert");
        using var step = Step(model, model.Settings with { Layers = Plan(model, [Never, 3, 2, 1]) });
        for (var epoch = 1; epoch <= 3; epoch++)
        {
            var before = Values(model.Network);
            step.BeginEpoch(epoch);
            _ = step.Take([model.Batch()], Location.None);
            var after = Values(model.Network);
            foreach (var (name, values) in before)
            {
                // attention key biases have no gradient but for rounding; an unused row of embeddings has none
                var layer = model.Architecture.LayerOf(name);
                var isTrained = layer == 3 || (layer == 2 && epoch >= 2) || (layer == 1 && epoch >= 3);
                Assert.True(isTrained != values.SequenceEqual(after[name]), $"{name} in epoch {epoch}");
            }
        }
    }

    [Fact]
    public void Each_layer_below_the_head_moves_by_its_share_of_the_rate()
    {
        using var model = new ReferenceModel("bert");
        var settings = model.Settings with { Optimizer = Plain, ClipNorm = 0, WeightDecay = 0, LearningRate = 0.5, Layers = Plan(model, [1, 1, 1, 1]) with { Decay = 0.5 } };
        var before = Values(model.Network);
        using var step = Step(model, settings);
        _ = step.Take([model.Batch()], Location.None);

        double[] shares = [0.125, 0.25, 0.5, 1];
        foreach (var (name, parameter) in model.Network.named_parameters())
        {
            var (after, gradient) = (Floats(parameter), Floats(parameter.grad!));
            var rate = 0.5 * shares[model.Architecture.LayerOf(name)];
            for (var i = 0; i < after.Length; i++)
            {
                Assert.Equal(before[name][i] - (rate * gradient[i]), after[i], 1e-6);
            }
        }
    }

    [Fact]
    public void The_batch_norms_of_a_frozen_layer_keep_their_statistics()
    {
        using var model = new ReferenceModel("resnet-basic");
        var from = Enumerable.Repeat(1, model.Architecture.Layers + 2).ToArray();
        (from[0], from[1]) = (Never, 2);
        var settings = model.Settings with { Layers = new(model.Architecture.LayerOf, from) };
        using var step = Step(model, settings);
        for (var epoch = 1; epoch <= 2; epoch++)
        {
            var before = Statistics(model.Network);
            step.BeginEpoch(epoch);
            _ = step.Take([model.Batch()], Location.None);
            foreach (var (name, values) in Statistics(model.Network))
            {
                var layer = model.Architecture.LayerOf(name);
                Assert.Equal(layer == 0 || (layer == 1 && epoch == 1), values.SequenceEqual(before[name]));
            }
        }

        // judging and training again changes nothing of that
        model.Network.eval();
        var held = Statistics(model.Network);
        _ = step.Take([model.Batch()], Location.None);
        Assert.All(Statistics(model.Network).Where(entry => model.Architecture.LayerOf(entry.Key) == 0), entry => Assert.Equal(held[entry.Key], entry.Value));
    }

    [Fact]
    public void An_optimizer_remembers_nothing_of_frozen_parameters()
    {
        using var model = new ReferenceModel("bert");
        var trained = new TrainedParameters(model.Network, Plan(model, [Never, Never, 2, 1]));

        var first = trained.Beginning(1).SelectMany(group => group.Parameters.Select(entry => entry.Name)).ToList();
        var second = trained.Beginning(2).SelectMany(group => group.Parameters.Select(entry => entry.Name)).ToList();

        Assert.Equal(model.Network.named_parameters().Select(entry => entry.name).Where(name => model.Architecture.LayerOf(name) == 3).Order(), first.Order());
        Assert.All(second, name => Assert.Equal(2, model.Architecture.LayerOf(name)));
        Assert.Equal(first.Count + second.Count, trained.InAnyEpoch.Count());
    }

    private static LayerPlan Plan(ReferenceModel model, int[] from) => new(model.Architecture.LayerOf, from);

    private static GradientStep Step(ReferenceModel model, TrainerSettings settings) =>
        new(model.Network, settings, new LearningRateSchedule(settings.Schedule, settings.LearningRate, WarmupSteps: 0, TotalSteps: 10), model.Task, CPU);

    private static Dictionary<string, float[]> Values(Network network) =>
        network.named_parameters().ToDictionary(entry => entry.name, entry => Floats(entry.parameter));

    private static Dictionary<string, float[]> Statistics(Network network) => network.named_buffers()
        .Where(entry => entry.name.EndsWith("running_mean", StringComparison.Ordinal))
        .ToDictionary(entry => entry.name, entry => Floats(entry.buffer));

    private static float[] Floats(Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();
}
