using MlOps.Training.Trainer;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlOps.Training.Tests.Trainer;

public sealed class AveragedWeightsTests
{
    // begins at 1; step 1 keeps 2/11 of it, step 2 3/12, then 0.3 is the least that is kept
    [Fact]
    public void The_average_forgets_faster_at_first()
    {
        using var parameter = new Parameter(ones(1));
        using var average = new AveragedWeights([("weight", parameter)], 0.3);
        var expected = 1.0;
        for (var step = 1; step <= 5; step++)
        {
            Set(parameter, step * 10);
            average.Update(step);
            var kept = step switch { 1 => 2 / 11.0, 2 => 3 / 12.0, _ => 0.3 };
            expected = (kept * expected) + ((1 - kept) * step * 10);
        }

        average.Exchange();
        Assert.Equal(expected, parameter.item<float>(), 1e-5);
        average.Exchange();
        Assert.Equal(50, parameter.item<float>());
    }

    [Fact]
    public void The_averaged_weights_are_judged_and_kept()
    {
        using var plain = new ReferenceModel("bert");
        using var averaged = new ReferenceModel("bert");
        var settings = plain.Settings with { Epochs = 3, BestBy = TrainerSettings.Loss, HigherIsBetter = false };

        var expected = ByHand(plain, settings);
        using var loop = new TrainingLoop(averaged.Network, averaged.Task, settings with { Average = 0.9 }, CPU, averaged.Rows(), averaged.Rows());
        var outcome = loop.Train(Contexts.Create(), TestContext.Current.CancellationToken);

        Assert.Equal(3, outcome.BestEpoch);
        var (loss, _) = new Scorer(averaged.Network, averaged.Task, 64, CPU).Score(averaged.Rows(), TestContext.Current.CancellationToken);
        Assert.Equal(outcome.Best.ValidationLoss!.Value, loss, 6);
        foreach (var (name, parameter) in averaged.Network.named_parameters())
        {
            var values = parameter.data<float>().ToArray();
            Assert.All(Enumerable.Range(0, values.Length), i => Assert.Equal(expected[name][i], values[i], 1e-5));
        }
    }

    // three steps, one an epoch: shares 2/11, 3/12 and 4/13 of the average stay
    private static Dictionary<string, double[]> ByHand(ReferenceModel model, TrainerSettings settings)
    {
        var average = model.Network.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.data<float>().Select(value => (double)value).ToArray());
        using var step = new GradientStep(
            model.Network, settings, new LearningRateSchedule(settings.Schedule, settings.LearningRate, WarmupSteps: 0, TotalSteps: 3), model.Task, CPU);
        for (var taken = 1; taken <= 3; taken++)
        {
            _ = step.Take([model.Batch()], Diagnostics.Location.None);
            var kept = (1.0 + taken) / (10.0 + taken);
            foreach (var (name, parameter) in model.Network.named_parameters())
            {
                var values = parameter.data<float>().ToArray();
                average[name] = [.. average[name].Zip(values, (old, now) => (kept * old) + ((1 - kept) * now))];
            }
        }

        return average;
    }

    private static void Set(Parameter parameter, float value)
    {
        using var noGradients = no_grad();
        _ = parameter.fill_(value);
    }
}
