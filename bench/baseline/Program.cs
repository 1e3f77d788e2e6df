using System.Globalization;
using System.Text.Json;
using MlOps.Bench.Baseline;
using MlOps.Running;
using MlOps.Text.Readers;

// the state folder of the runs; beside the repository's pipeline.yml unless given
var state = new StateFolder(Path.GetFullPath(args.FirstOrDefault() ?? ".mlops"));

var latest = Directory.EnumerateDirectories(state.Runs).Order(StringComparer.Ordinal).Last();
var run = JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(latest, "run.json")), RunningJson.Default.RunResult)!;
var prepare = run.Steps.First(step => step.Kind == "preprocess");
var output = new StepCache(state.Cache).Find(prepare.Fingerprint, prepare.Name)!.Folder;
var train = Read("train");
var test = Read("test");

Console.WriteLine($"{train.Length} rows to train on, {test.Length} to test on");
Console.WriteLine();
Console.WriteLine("| classifier | accuracy | macro F1 |");
Console.WriteLine("|---|---|---|");
Print("majority class", new MajorityClass(train).Predict);
Print("word counts, naive Bayes", new NaiveBayes(train).Predict);

Example[] Read(string split) =>
    [.. RowsFile.Read(Path.Combine(output, RowsFile.NameOf(split))).Select(row => new Example(row.Text, row.Labels.Single()))];

void Print(string name, Func<string, string> predict)
{
    var score = Score.Of(test, predict);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {score.Accuracy:F3} | {score.MacroF1:F3} |"));
}
