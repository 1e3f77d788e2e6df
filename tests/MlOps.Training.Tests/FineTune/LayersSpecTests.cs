using MlOps.Diagnostics;
using MlOps.Spec;
using MlOps.Training.FineTune;
using MlOps.Training.Models;
using MlOps.Training.Trainer;

namespace MlOps.Training.Tests.FineTune;

public sealed class LayersSpecTests
{
    private const int Never = LayerPlan.Never;

    // the network has embeddings, two layers and a head
    [Theory]
    [InlineData("freeze: embeddings", new[] { Never, 1, 1, 1 })]
    [InlineData("freeze: [stem, layer 0]", new[] { Never, Never, 1, 1 })]
    [InlineData("freeze: layers 0-1", new[] { 1, Never, Never, 1 })]
    [InlineData("freeze: all but head", new[] { Never, Never, Never, 1 })]
    [InlineData("freeze: head", new[] { 1, 1, 1, Never })]
    [InlineData("freeze: all but head\nunfreeze: { 2: layer 1, 3: all }", new[] { 3, 3, 2, 1 })]
    [InlineData("freeze: all but head\nunfreeze: { 3: all, 2: layers 0-1 }", new[] { 3, 2, 2, 1 })]
    public void Each_layer_is_trained_from_its_epoch_on(string keys, int[] expected)
    {
        var plan = Read(keys).Resolve(TwoLayers())!;
        Assert.Equal(expected, plan.TrainedFrom);
    }

    [Fact]
    public void Without_keys_all_layers_are_trained_alike() => Assert.Null(Read("epochs: 3").Resolve(TwoLayers()));

    // the head has the whole rate, each layer 0.5 of the one above
    [Fact]
    public void Layer_wise_decay_slows_each_layer_below_the_head()
    {
        var plan = Read("layer-decay: 0.5").Resolve(TwoLayers())!;

        Assert.Equal(
            [0.125, 0.25, 0.5, 1, 1],
            new[] { "bert.embeddings.LayerNorm.weight", "bert.encoder.layer.0.output.dense.bias", "bert.encoder.layer.1.output.dense.bias", "bert.pooler.dense.bias", "classifier.weight" }.Select(plan.Rate));
    }

    [Theory]
    [InlineData("freeze: layers 0-2", "pipeline.yml(6,13): error MLOPS3001: 'freeze' names layer 2; the base model has the layers 0 to 1")]
    [InlineData("freeze: [embeddings, layer 7]", "pipeline.yml(6,26): error MLOPS3001: 'freeze' names layer 7; the base model has the layers 0 to 1")]
    [InlineData("freeze: all", "pipeline.yml(6,13): error MLOPS3001: 'freeze' leaves nothing to train in the first epoch; leave the head out")]
    [InlineData("unfreeze: { 2: layer 0 }", "pipeline.yml(6,20): error MLOPS3001: 'unfreeze' names 'layer 0' for epoch 2; nothing of it is frozen by then")]
    public void What_the_network_cannot_do_is_reported_at_its_place(string keys, string expected)
    {
        var failure = Assert.Throws<MlOpsException>(() => Read(keys).Resolve(TwoLayers()));
        Assert.Equal(expected, failure.Diagnostic.ToString());
    }

    // the head of GPT-2 is its embeddings
    [Fact]
    public void A_network_without_a_head_of_its_own_cannot_train_that_alone()
    {
        using var model = new ReferenceModel("gpt2");
        var (layers, fine) = (Read("task: causal-lm\nfreeze: all but head"), Read("task: causal-lm\nfreeze: embeddings"));

        fine.Check(fine.Resolve(model.Architecture), model.Network);
        var failure = Assert.Throws<MlOpsException>(() => layers.Check(layers.Resolve(model.Architecture), model.Network));

        Assert.Equal(
            "pipeline.yml(7,13): error MLOPS3001: 'freeze' leaves nothing to train in the first epoch: this network has no weights but those that are frozen",
            failure.Diagnostic.ToString());
    }

    [Theory]
    [InlineData("freeze: layers 3-1", "pipeline.yml(6,13): error MLOPS1003: 'freeze' of step 'train' is 'layers 3-1'; expected embeddings, stem, layers 0-3, layer 2, head, all but head or all")]
    [InlineData("unfreeze: { 1: all }", "pipeline.yml(6,17): error MLOPS1003: 'unfreeze' of step 'train' is '1'; expected the number of an epoch, from 2 to 3")]
    [InlineData("unfreeze: { 4: all }", "pipeline.yml(6,17): error MLOPS1003: 'unfreeze' of step 'train' is '4'; expected the number of an epoch, from 2 to 3")]
    [InlineData("layer-decay: 0", "pipeline.yml(6,18): error MLOPS1003: 'layer-decay' of step 'train' is '0'; expected a number from 0.01 to 1")]
    [InlineData("momentum: 0.5", "pipeline.yml(6,15): error MLOPS1003: 'momentum' of step 'train' is '0.5'; expected no such key without optimizer: sgd")]
    [InlineData("task: image-classification\ngradient-checkpointing: true", "pipeline.yml(7,29): error MLOPS1003: 'gradient-checkpointing' of step 'train' is 'true'; expected false with task: image-classification, whose batch norms would count each batch twice; lower 'batch-size' and raise 'accumulate'")]
    [InlineData("power: 2", "pipeline.yml(6,12): error MLOPS1003: 'power' of step 'train' is '2'; expected no such key without schedule: polynomial")]
    [InlineData("task: regression\nlabel-smoothing: 0.1", "pipeline.yml(7,22): error MLOPS1003: 'label-smoothing' of step 'train' is '0.1'; expected no such key with task: regression, which has no labels")]
    public void A_mistake_is_reported_at_its_place(string keys, string expected) =>
        Assert.Equal(expected, Assert.Single(Specs.ReadWithMistakes("base: bert\n" + keys).Found));

    [Fact]
    public void Optimizer_average_and_smoothing_are_read()
    {
        var spec = Specs.Read("base: bert\noptimizer: sgd\nnesterov: true\nschedule: polynomial\npower: 2\nema: 0.99\nlabel-smoothing: 0.1");

        Assert.Equal(new OptimizerSettings(OptimizerKind.Sgd, 0.9, Nesterov: true), spec.Optimizer);
        Assert.Equal((ScheduleKind.Polynomial, 2, 0.99, 0.1), (spec.Schedule, spec.Power, spec.Average, spec.LabelSmoothing));
    }

    private static LayersSpec Read(string keys) => Specs.Read("base: bert\n" + keys).Layers;

    private static Architecture TwoLayers()
    {
        var model = new ReferenceModel("bert");
        model.Dispose();
        return model.Architecture;
    }
}
