// Loads pages over 500 runs and 50 versions: the server's time until the last byte, and Chromium's until its load event.
using System.Diagnostics;
using MlOps.Bench.Page;
using MlOps.Registry;
using MlOps.Running;
using MlOps.Testing;
using MlOps.Ui;
using MlOps.Ui.Tests.Sample;

const int Runs = 500;
const int Versions = 50;
const int Rounds = 20;

using var folder = new TemporaryFolder();
var state = new StateFolder(folder.Path);
state.Create();
var registry = new LocalRegistry(state.Registry, TimeProvider.System);
var started = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
string[] ids = [.. Enumerable.Range(0, Runs).Select(run => RunIdentity.IdAt(started.AddMinutes(run)))];
foreach (var (place, id) in ids.Index())
{
    _ = SampleState.Write(state, id, $"{place + 1}e-6", accuracy: 0.9 + (place * 0.0001));
}

for (var version = 1; version <= Versions; version++)
{
    _ = SampleModels.Register(registry, version, ids[version], SampleModels.Evaluation(0.9 + (version * 0.001), 0.95), Stage.Production);
}

await using var server = await UiServer.StartAsync(new(state, registry, TimeProvider.System), new() { User = "bench" }, CancellationToken.None);
using var http = new HttpClient();
using var chromium = new Chromium();
string[] paths = ["/", "/runs", $"/runs/{ids[^1]}", $"/runs/{ids[^1]}/errors", "/models/mail-spam", "/models/mail-spam/50", $"/compare?with={ids[^1]}&with={ids[^2]}"];

Console.WriteLine("| page | first time, ms | server, ms | KB | Chromium's load event, ms |\n|---|---:|---:|---:|---:|");
foreach (var path in paths)
{
    var address = new Uri(server.Address, path);
    var (first, bytes) = await TimeAsync(address);
    var times = new List<double>();
    for (var round = 0; round < Rounds; round++)
    {
        times.Add((await TimeAsync(address)).Milliseconds);
    }

    var loads = Enumerable.Range(0, Rounds).Select(_ => chromium.Load(address)).ToList();
    Console.WriteLine(FormattableString.Invariant($"| {path.Replace(ids[^1], "ID", StringComparison.Ordinal).Replace(ids[^2], "ID", StringComparison.Ordinal)} | {first:0.0} | {Median(times):0.0} | {bytes / 1000.0:0} | {Median(loads):0} |"));
}

async Task<(double Milliseconds, int Bytes)> TimeAsync(Uri address)
{
    var begun = Stopwatch.GetTimestamp();
    var content = await http.GetByteArrayAsync(address);
    return (Stopwatch.GetElapsedTime(begun).TotalMilliseconds, content.Length);
}

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
