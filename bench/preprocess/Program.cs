using System.Diagnostics;
using System.Globalization;
using MlOps.Bench.Preprocess;

// [ROWS] [ROUNDS]: compares; once FOLDER: one run of the step in a process of its own, as pandas has it
if (args is ["once", var work])
{
    Once.Run(work);
    return;
}

var rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 3;
var folder = Directory.CreateTempSubdirectory("mlops-bench-").FullName;
try
{
    Mail.Write(Path.Combine(folder, "rows.csv"), rows);
    var script = Path.Combine(AppContext.BaseDirectory, "with_pandas.py");
    Console.WriteLine($"{rows} rows, {new FileInfo(Path.Combine(folder, "rows.csv")).Length / 1_000_000} MB");
    Console.WriteLine("| round | mlops | pandas | ratio |");
    Console.WriteLine("|---|---|---|---|");
    for (var round = 1; round <= rounds; round++)
    {
        var ours = Seconds(Environment.ProcessPath!, "once", folder);
        var theirs = Seconds("/usr/bin/python3", script, folder);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {round} | {ours:F1} s | {theirs:F1} s | {theirs / ours:F1} |"));
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static double Seconds(string program, params string[] arguments)
{
    var clock = Stopwatch.StartNew();
    using var process = Process.Start(program, arguments);
    process.WaitForExit();
    return process.ExitCode == 0 ? clock.Elapsed.TotalSeconds : throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
}
