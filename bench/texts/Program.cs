using System.Globalization;
using MlOps.Bench.Texts;
using MlOps.Spec;
using MlOps.Training;
using TorchSharp;

var threads = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : Environment.ProcessorCount;
var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
var least = TimeSpan.FromSeconds(args.Length > 2 ? double.Parse(args[2], CultureInfo.InvariantCulture) : 4);

var setup = TorchSetup.Read();
torch.set_num_threads(threads);
Print($"libtorch {setup.Facts[0].Value}");
Print($"batches of {Case.BatchSize} texts of {Case.Length} tokens, {threads} threads, {rounds} rounds of {least.TotalSeconds} s; medians of texts a second");
Print($"");
Print($"| family | task | this tool | Python | ratio | its least and greatest |");
Print($"|---|---|---|---|---|---|");
foreach (var item in Case.All.Where(item => args.Length < 4 || args[3].Split(',').Contains(item.Family)))
{
    using var step = new TrainingStep(item);
    using var python = new PythonStep(item, threads);
    _ = step.Run(least / 4);
    _ = python.Run(least / 4);
    var pairs = Enumerable.Range(0, rounds).Select(_ => (First: step.Run(least), Second: python.Run(least))).ToList();
    var ratios = pairs.ConvertAll(pair => pair.First / pair.Second);
    Print($"| {item.Family} | {Kebab.Of(item.Task)} | {Median(pairs.Select(pair => pair.First)):F1} | {Median(pairs.Select(pair => pair.Second)):F1} | {Median(ratios):F2} | {ratios.Min():F2} to {ratios.Max():F2} |");
}

static double Median(IEnumerable<double> values)
{
    var sorted = values.Order().ToArray();
    return sorted[sorted.Length / 2];
}

static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
