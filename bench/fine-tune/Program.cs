using System.Globalization;
using MlOps.Bench.FineTune;
using MlOps.Training;
using MlOps.Training.Data;
using TorchSharp;

const int BatchSize = 32;

var threads = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : Environment.ProcessorCount;
var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
var least = TimeSpan.FromSeconds(args.Length > 2 ? double.Parse(args[2], CultureInfo.InvariantCulture) : 4);
var tables = args.Length > 3 ? args[3] : "python grouping";

var setup = TorchSetup.Read();
torch.set_num_threads(threads);
Print($"libtorch {setup.Facts[0].Value}");
Print($"batch {BatchSize}, {threads} threads, {rounds} rounds of {least.TotalSeconds} s; medians of rows a second");
if (tables.Contains("python", StringComparison.Ordinal))
{
    Print($"");
    Print($"| model | tokens | this tool | Python | ratio | its least and greatest |");
    Print($"|---|---|---|---|---|---|");
    foreach (var (shape, length) in new[] { (Shape.BertPico, 32), (Shape.BertPico, 128), (Shape.MiniLm, 32), (Shape.MiniLm, 128) })
    {
        CompareWithPython(shape, length);
    }
}

if (tables.Contains("grouping", StringComparison.Ordinal))
{
    Print($"");
    Print($"| sms-spam | tokens, padded / grouped | grouped by length | padded to 128 | ratio | Python grouped | Python padded | ratio | grouped here / Python padded |");
    Print($"|---|---|---|---|---|---|---|---|---|");
    CompareGrouping(Shape.BertPico, "examples/bert-pico", rows: 3200);
    CompareGrouping(Shape.MiniLm, "../shared/models/all-MiniLM-L6-v2", rows: 640);
}

void CompareWithPython(Shape shape, int length)
{
    using var step = new TrainingStep(shape);
    using var python = new PythonStep(shape, threads);
    var batches = RandomBatches(shape.Config.VocabularySize, length);
    _ = step.Run(batches, least / 4);
    _ = python.Run(length, least / 4);
    Compare($"{shape.Name} | {length}", () => step.Run(batches, least), () => python.Run(length, least));
}

void CompareGrouping(Shape shape, string tokenizerFolder, int rows)
{
    const string Data = "../shared/data/sms-spam/SMSSpamCollection";
    if (!File.Exists(Data) || !Directory.Exists(tokenizerFolder))
    {
        Print($"| {shape.Name} | not run: {Data} or {tokenizerFolder} is not there | | | | | | | |");
        return;
    }

    // every padded batch is of the same shape: a quarter of them is enough
    var data = new SmsSpam(Data, tokenizerFolder);
    var (grouped, padded) = (data.Grouped(rows), data.Padded(rows / 4));
    using var step = new TrainingStep(shape);
    using var python = new PythonStep(shape, threads);
    _ = step.RunAll([.. grouped.Take(5)]);
    _ = python.RunAll(Lengths(grouped).Take(5));
    var measured = Enumerable.Range(0, rounds)
        .Select(_ => new GroupingRound(step.RunAll(grouped), python.RunAll(Lengths(grouped)), step.RunAll(padded), python.RunAll(Lengths(padded))))
        .ToList();
    double Of(Func<GroupingRound, double> figure) => Median(measured.Select(figure));
    double[] speeds = [Of(round => round.Grouped), Of(round => round.Padded), Of(round => round.PythonGrouped), Of(round => round.PythonPadded)];
    double[] ratios = [Of(round => round.Grouped / round.Padded), Of(round => round.PythonGrouped / round.PythonPadded), Of(round => round.Grouped / round.PythonPadded)];
    var tokens = Lengths(padded).Average() / Lengths(grouped).Average();
    Print($"| {shape.Name} | {tokens:F2} | {speeds[0]:F0} | {speeds[1]:F0} | {ratios[0]:F2} | {speeds[2]:F0} | {speeds[3]:F0} | {ratios[1]:F2} | {ratios[2]:F1} |");
}

IEnumerable<int> Lengths(IReadOnlyList<Batch> batches) => batches.Select(batch => batch.Inputs.Tokens!.Length);

void Compare(string name, Func<double> first, Func<double> second)
{
    var pairs = Enumerable.Range(0, rounds).Select(_ => (First: first(), Second: second())).ToList();
    var ratios = pairs.ConvertAll(pair => pair.First / pair.Second);
    Print($"| {name} | {Median(pairs.Select(pair => pair.First)):F0} | {Median(pairs.Select(pair => pair.Second)):F0} | {Median(ratios):F2} | {ratios.Min():F2} to {ratios.Max():F2} |");
}

IReadOnlyList<Batch> RandomBatches(int vocabulary, int length)
{
    var random = new Random(1);
    Example Row() => new(new([.. Enumerable.Range(0, length).Select(_ => random.Next(1, vocabulary))], new int[length]), [random.Next(2)]);
    var set = new ExampleSet([.. Enumerable.Range(0, 16 * BatchSize).Select(_ => Row())], ExampleTargets.Classes, paddingId: 0, windows: null);
    return [.. set.Batches([.. Enumerable.Range(0, set.Count).Chunk(BatchSize)], epoch: 1, CancellationToken.None)];
}

static double Median(IEnumerable<double> values)
{
    var sorted = values.Order().ToArray();
    return sorted[sorted.Length / 2];
}

static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
