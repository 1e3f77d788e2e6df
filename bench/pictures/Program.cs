using System.Globalization;
using MlOps.Bench;
using MlOps.Bench.Pictures;

var rounds = new TrainingRounds(args);
rounds.Begin("pictures a second", "network", "pixels", "batch");
foreach (var shape in Case.All.Where(shape => rounds.Asks(shape.Network)))
{
    using var step = new TrainingStep(shape);
    int[] numbers = [shape.Size, shape.BatchSize, rounds.Threads];
    using var python = new PythonProcess([shape.Network, .. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))]);
    rounds.Time([shape.Network, shape.Size, shape.BatchSize], step.Run, python.Run);
}
