using System.Globalization;
using MlOps.Bench;
using MlOps.Bench.Texts;
using MlOps.Spec;

var rounds = new TrainingRounds(args);
rounds.Begin($"texts a second, in batches of {Case.BatchSize} of {Case.Length} tokens", "family", "task");
foreach (var item in Case.All.Where(item => rounds.Asks(item.Family)))
{
    using var step = new TrainingStep(item);
    using var python = new PythonProcess([item.Family, Kebab.Of(item.Task), rounds.Threads.ToString(CultureInfo.InvariantCulture)]);
    rounds.Time([item.Family, Kebab.Of(item.Task)], step.Run, python.Run);
}
