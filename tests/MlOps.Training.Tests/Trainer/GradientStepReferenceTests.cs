using MlOps.Diagnostics;
using MlOps.Training.Models;
using MlOps.Training.Trainer;
using MlOps.Training.Weights;
using static TorchSharp.torch;

namespace MlOps.Training.Tests.Trainer;

/// <summary>Against transformers and PyTorch: what a tiny model computes, and how ten steps change it.</summary>
public sealed class GradientStepReferenceTests
{
    private const double Tolerance = 1e-5;
    private const double ToleranceAfterTen = 1e-4;

    // AdamW divides by the gradient's size: where that is zero but for rounding, its first step is not to be compared
    private const double SmallestGradient = 1e-6;

    [Theory]
    [MemberData(nameof(ReferenceModel.Folders), MemberType = typeof(ReferenceModel))]
    public void Logits_agree(string family)
    {
        using var reference = new ReferenceModel(family);
        Near(reference.Floats("logits"), Logits(reference), Tolerance, "logits");
    }

    [Theory]
    [MemberData(nameof(ReferenceModel.Folders), MemberType = typeof(ReferenceModel))]
    public void The_first_step_agrees_in_loss_gradients_and_parameters(string family)
    {
        using var reference = new ReferenceModel(family);
        using var step = Step(reference, reference.Settings);

        var value = step.Take([reference.Batch()], Location.None);

        Assert.Equal(reference.Expected.GetProperty("losses")[0].GetDouble(), value, Tolerance);
        using var gradients = reference.Open("gradients.safetensors");
        using var parameters = reference.Open("parameters-after-1.safetensors");
        var compared = 0;
        foreach (var (name, parameter) in reference.Network.named_parameters())
        {
            var gradient = gradients.ReadFloats(gradients.Find(name)!);
            Near(gradient, Values(parameter.grad!), Tolerance, $"gradient of {name}");
            var (expected, actual) = (parameters.ReadFloats(parameters.Find(name)!), Values(parameter));
            foreach (var i in Enumerable.Range(0, expected.Length).Where(i => Math.Abs(gradient[i]) >= SmallestGradient))
            {
                Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance, $"{name}[{i}] is {actual[i]}; expected {expected[i]}");
                compared++;
            }
        }

        Assert.Equal(gradients.Tensors.Count, reference.Network.named_parameters().Count());
        Assert.InRange(compared, 1_000, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(ReferenceModel.Folders), MemberType = typeof(ReferenceModel))]
    public void Ten_steps_agree_in_every_loss_and_in_the_last_logits(string family)
    {
        using var reference = new ReferenceModel(family);
        using var step = Step(reference, reference.Settings);

        foreach (var expected in reference.Expected.GetProperty("losses").EnumerateArray())
        {
            Assert.Equal(expected.GetDouble(), step.Take([reference.Batch()], Location.None), ToleranceAfterTen);
        }

        Near(reference.Floats("logits_after_10"), Logits(reference), ToleranceAfterTen, "logits");
    }

    [Theory]
    [MemberData(nameof(ReferenceModel.Texts), MemberType = typeof(ReferenceModel))]
    public void Accumulated_batches_make_the_step_of_one_large_batch(string family)
    {
        using var reference = new ReferenceModel(family);
        using var step = Step(reference, reference.Settings);
        var rows = reference.Batch().Rows.Length;

        foreach (var expected in reference.Expected.GetProperty("losses").EnumerateArray())
        {
            Assert.Equal(expected.GetDouble(), step.Take([reference.Batch(0, 2), reference.Batch(2, 1), reference.Batch(3, rows - 3)], Location.None), ToleranceAfterTen);
        }
    }

    // bfloat16 has 8 bits: what is computed in it differs by up to 1 in 256
    [Theory]
    [MemberData(nameof(ReferenceModel.Texts), MemberType = typeof(ReferenceModel))]
    [InlineData("resnet-basic")]
    public void In_bfloat16_losses_are_near_and_parameters_stay_in_single_precision(string family)
    {
        using var reference = new ReferenceModel(family, compute: ScalarType.BFloat16);
        using var step = Step(reference, reference.Settings);

        foreach (var expected in reference.Expected.GetProperty("losses").EnumerateArray())
        {
            Assert.Equal(expected.GetDouble(), step.Take([reference.Batch()], Location.None), 0.01);
        }

        Assert.All(reference.Network.parameters(), parameter => Assert.Equal(ScalarType.Float32, parameter.dtype));
    }

    [Fact]
    public void A_learning_rate_that_blows_the_model_up_stops_with_the_place_and_the_step()
    {
        using var reference = new ReferenceModel("bert");
        var settings = reference.Settings with { LearningRate = 1e30 };
        using var step = Step(reference, settings);
        var place = new Location("pipeline.yml", 9, 3);

        var failure = Assert.Throws<MlOpsException>(() =>
        {
            while (step.Taken < 10)
            {
                _ = step.Take([reference.Batch()], place);
            }
        });
        Assert.Equal((Rules.LossNotFinite, place), (failure.Diagnostic.Rule, failure.Diagnostic.Location));
        Assert.Contains("at optimizer step 2", failure.Message, StringComparison.Ordinal);
    }

    private static GradientStep Step(ReferenceModel reference, TrainerSettings settings) =>
        new(reference.Network, settings, new LearningRateSchedule(settings.Schedule, settings.LearningRate, WarmupSteps: 0, TotalSteps: 10), reference.Task, CPU);

    private static float[] Logits(ReferenceModel reference)
    {
        reference.Network.eval();
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return Values(reference.Network.call(NetworkInputs.Of(reference.Batch().Inputs, CPU)).Logits);
    }

    private static float[] Values(Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();

    private static void Near(float[] expected, float[] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"{what}[{i}] is {actual[i]}; expected {expected[i]}");
        }
    }
}
