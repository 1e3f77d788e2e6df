using MlOps.Diagnostics;
using MlOps.Planning;
using MlOps.Spec;
using MlOps.Steps.Command;

namespace MlOps.Tests.Planning;

public sealed class StepOrderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20261121)]
    public void Every_step_comes_after_those_it_needs(int seed)
    {
        for (var round = 0; round < 200; round++)
        {
            var steps = RandomAcyclic(new Random(seed + round));
            var found = new DiagnosticBag();

            var order = StepOrder.Sort(steps, found).Select(step => step.Name).ToList();

            Assert.Empty(found.All);
            Assert.Equal(steps.Count, order.Count);
            Assert.All(steps, step => Assert.All(step.Needs, need => Assert.True(order.IndexOf(need) < order.IndexOf(step.Name))));
        }
    }

    [Fact]
    public void Steps_that_do_not_depend_on_each_other_keep_the_order_of_the_file()
    {
        var order = StepOrder.Sort([Step("z"), Step("a", "m"), Step("m"), Step("b")], new());

        Assert.Equal(["z", "m", "a", "b"], order.Select(step => step.Name));
    }

    [Fact]
    public void A_cycle_is_reported_once_with_its_path()
    {
        var found = new DiagnosticBag();

        _ = StepOrder.Sort([Step("train", "judge"), Step("judge", "train")], found);

        Assert.Equal(
            "pipeline.yml(1,1): error MLOPS2001: step 'train' needs itself: train -> judge -> train; remove one of these needs",
            Assert.Single(found.All).ToString());
    }

    private static List<PipelineStep> RandomAcyclic(Random random)
    {
        var steps = Enumerable.Range(0, random.Next(1, 12))
            .Select(i => Step($"s{i}", [.. Enumerable.Range(0, i).Where(_ => random.Next(3) == 0).Select(j => $"s{j}")]))
            .ToArray();
        random.Shuffle(steps);
        return [.. steps];
    }

    private static PipelineStep Step(string name, params string[] needs)
    {
        var location = new Location("pipeline.yml", 1, 1);
        return new(name, new CommandStep(), location, [.. needs.Select(need => new SpecText(need, location))], null, new CommandSpec([], [], []), []);
    }
}
