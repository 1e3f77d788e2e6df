using MlOps.Training.FineTune;
using MlOps.Training.Trainer;

namespace MlOps.Training.Tests.FineTune;

public sealed class FineTuneSpecTests
{
    [Fact]
    public void Only_the_base_is_needed_and_the_best_epoch_is_chosen_by_f1()
    {
        var spec = Specs.Read("base: bert");

        Assert.Equal(("bert", 3, 32, 128, 5e-5), (spec.Base.Value, spec.Epochs, spec.BatchSize, spec.MaxTokens, spec.LearningRate));
        Assert.Equal(new EarlyStoppingSpec("f1", HigherIsBetter: true, Patience: null), spec.EarlyStopping);
        Assert.Equal((ScheduleKind.Linear, new Warmup(0.1, IsShare: true)), (spec.Schedule, spec.Warmup));
        Assert.Empty(spec.Head.Hidden);
        Assert.Null(spec.ClassWeights);
    }

    [Fact]
    public void Every_key_is_read()
    {
        var spec = Specs.Read("""
            base: bert
            task: text-classification
            epochs: 7
            batch-size: 8
            accumulate: 4
            max-tokens: 64
            learning-rate: 3e-4
            schedule: cosine
            warmup: 25
            weight-decay: 0.1
            clip-norm: 0
            dropout: 0.2
            early-stopping: { metric: loss, patience: 2 }
            class-weights: { spam: 2.5 }
            head: { hidden: [256, 64], dropout: 0.3 }
            """);

        Assert.Equal((7, 8, 4, 64, 3e-4), (spec.Epochs, spec.BatchSize, spec.Accumulate, spec.MaxTokens, spec.LearningRate));
        Assert.Equal((ScheduleKind.Cosine, new Warmup(25, IsShare: false)), (spec.Schedule, spec.Warmup));
        Assert.Equal((0.1, 0, 0.2), (spec.WeightDecay, spec.ClipNorm, spec.Dropout));
        Assert.Equal(new EarlyStoppingSpec("loss", HigherIsBetter: false, Patience: 2), spec.EarlyStopping);
        Assert.Equal(("spam", 2.5), (spec.ClassWeights!.ByLabel![0].Label.Value, spec.ClassWeights.ByLabel[0].Weight));
        Assert.Equal([256, 64], spec.Head.Hidden);
        Assert.Equal(0.3, spec.Head.Dropout);
    }

    [Theory]
    [InlineData("checkpoint: { every: 50 steps, keep: 3 }", 50, 3)]
    [InlineData("checkpoint: { every: 50 }", 50, 2)]
    [InlineData("checkpoint: {}", 200, 2)]
    public void Checkpoints_are_counted_in_steps(string key, int every, int keep) =>
        Assert.Equal(new(every, keep), Specs.Read("base: bert\n" + key).Checkpoints);

    [Fact]
    public void Without_the_key_there_are_no_checkpoints() => Assert.Null(Specs.Read("base: bert").Checkpoints);

    [Theory]
    [InlineData("early-stopping: { metric: f1.macro }", "f1", true)]
    [InlineData("early-stopping: { metric: \"f1[spam]\" }", "f1[spam]", true)]
    [InlineData("early-stopping: { metric: log-loss }", "log-loss", false)]
    public void Early_stopping_takes_any_metric_of_predictions(string key, string metric, bool higherIsBetter)
    {
        var stopping = Specs.Read("base: bert\n" + key).EarlyStopping;
        Assert.Equal((metric, higherIsBetter), (stopping.Metric, stopping.HigherIsBetter));
    }

    [Theory]
    [InlineData("warmup: 120%", "pipeline.yml(6,13): error MLOPS1003: 'warmup' of step 'train' is '120%'; expected a number of steps, or a share such as 10%")]
    [InlineData("warmup: 2.5", "pipeline.yml(6,13): error MLOPS1003: 'warmup' of step 'train' is '2.5'; expected a number of steps, or a share such as 10%")]
    [InlineData("checkpoint: { every: 10 minutes }", "pipeline.yml(6,26): error MLOPS1003: 'every' of 'checkpoint' of step 'train' is '10 minutes'; expected a number of optimizer steps such as '200 steps'")]
    [InlineData("head: { hidden: [0] }", "pipeline.yml(6,22): error MLOPS1003: 'hidden' of 'head' of step 'train' is '0'; expected whole numbers from 1 to 65536")]
    [InlineData("class-weights: equal", "pipeline.yml(6,20): error MLOPS1003: 'class-weights' of step 'train' is 'equal'; expected 'balanced', or a weight above 0 for each label")]
    [InlineData("class-weights: { spam: -1 }", "pipeline.yml(6,28): error MLOPS1003: 'class-weights' of step 'train' is '-1'; expected 'balanced', or a weight above 0 for each label")]
    [InlineData("early-stopping: { metric: f2 }", "pipeline.yml(6,31): error MLOPS1010: unknown metric 'f2'; did you mean 'f1'?")]
    [InlineData("early-stopping: { metric: latency.p95 }", "pipeline.yml(6,31): error MLOPS1010: 'latency.p95' is not measured on validation rows; expected a metric of predictions, such as f1, or loss")]
    public void A_mistake_is_reported_at_its_place(string key, string expected) =>
        Assert.Equal(expected, Assert.Single(Specs.ReadWithMistakes("base: bert\n" + key).Found));
}
