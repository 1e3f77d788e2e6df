using MlOps.Diagnostics;
using MlOps.Training.Models;
using MlOps.Training.Trainer;
using static TorchSharp.torch;

namespace MlOps.Training.Tests.Trainer;

/// <summary>Activations that are computed twice give the gradients of those that are kept.</summary>
public sealed class GradientCheckpointingTests
{
    [Theory]
    [MemberData(nameof(ReferenceModel.Texts), MemberType = typeof(ReferenceModel))]
    public void Every_gradient_is_the_same_to_the_bit(string family)
    {
        using var kept = new ReferenceModel(family);
        using var recomputed = new ReferenceModel(family);

        Assert.Equal(Loss(kept, kept.Settings), Loss(recomputed, recomputed.Settings with { Recompute = true }));

        var expected = kept.Network.named_parameters().ToDictionary(entry => entry.name, entry => Floats(entry.parameter.grad!));
        Assert.All(recomputed.Network.named_parameters(), entry => Assert.Equal(expected[entry.name], Floats(entry.parameter.grad!)));
        Assert.Contains(expected.Values, gradient => gradient.Any(value => value != 0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Below_frozen_layers_nothing_is_computed_twice_and_the_rest_is_the_same(int frozen)
    {
        using var kept = new ReferenceModel("bert");
        using var recomputed = new ReferenceModel("bert");
        int[] from = [LayerPlan.Never, frozen > 0 ? LayerPlan.Never : 1, 1, 1];
        var layers = new LayerPlan(kept.Architecture.LayerOf, from);

        _ = Loss(kept, kept.Settings with { Layers = layers });
        _ = Loss(recomputed, recomputed.Settings with { Layers = layers, Recompute = true });

        foreach (var ((name, one), (_, other)) in kept.Network.named_parameters().Zip(recomputed.Network.named_parameters()))
        {
            Assert.Equal(kept.Architecture.LayerOf(name) <= frozen, other.grad is null);
            Assert.Equal(one.grad is null ? null : Floats(one.grad), other.grad is null ? null : Floats(other.grad));
        }
    }

    [Fact]
    public void Several_batches_make_one_step_as_without()
    {
        using var kept = new ReferenceModel("bert");
        using var recomputed = new ReferenceModel("bert");

        Assert.Equal(Losses(kept, kept.Settings), Losses(recomputed, recomputed.Settings with { Recompute = true }));

        static double[] Losses(ReferenceModel model, TrainerSettings settings)
        {
            using var step = Step(model, settings);
            return [.. Enumerable.Range(0, 5).Select(_ => step.Take([model.Batch(0, 2), model.Batch(2, 1)], Location.None))];
        }
    }

    // along a random direction: a second pass that drew another dropout would give another slope
    [Fact]
    public void With_dropout_the_gradient_is_the_slope_of_the_loss()
    {
        const float length = 1e-2f;
        using var model = new ReferenceModel("bert", dropout: 0.3);
        var settings = model.Settings with { Recompute = true, LearningRate = 0, WeightDecay = 0, ClipNorm = 0 };
        _ = Loss(model, settings);
        var weight = model.Network.named_parameters().Single(entry => entry.name == "bert.encoder.layer.0.intermediate.dense.weight").parameter;
        _ = manual_seed(5);
        using var direction = randn(weight.shape);
        using var slope = (weight.grad! * direction).sum();

        var difference = Moved(length) - Moved(-length);

        Assert.Equal(slope.item<float>(), difference / (2 * length), 0.02 * Math.Abs(slope.item<float>()));

        double Moved(float by)
        {
            using (no_grad())
            {
                _ = weight.add_(direction, by);
            }

            var loss = Loss(model, settings);
            using (no_grad())
            {
                _ = weight.add_(direction, -by);
            }

            return loss;
        }
    }

    [Fact]
    public void Judging_and_what_follows_know_nothing_of_it()
    {
        using var model = new ReferenceModel("bert");
        _ = Loss(model, model.Settings with { Recompute = true, LearningRate = 0 });

        Assert.All(model.Network.modules().OfType<ILayerSequence>(), sequence => Assert.Null(sequence.Tape));
        Assert.NotEmpty(model.Network.modules().OfType<ILayerSequence>());
    }

    private static double Loss(ReferenceModel model, TrainerSettings settings)
    {
        using var step = Step(model, settings);
        return step.Take([model.Batch()], Location.None);
    }

    private static GradientStep Step(ReferenceModel model, TrainerSettings settings) =>
        new(model.Network, settings, new LearningRateSchedule(settings.Schedule, settings.LearningRate, WarmupSteps: 0, TotalSteps: 10), model.Task, CPU);

    private static float[] Floats(Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();
}
