using System.Globalization;
using MlOps.Training;
using TorchSharp;

namespace MlOps.Bench;

/// <summary>Times training steps of this tool and of Python in turns, so that both meet the same machine: [THREADS [ROUNDS [SECONDS [NAME,...]]]].</summary>
internal sealed class TrainingRounds
{
    private readonly TimeSpan _least;
    private readonly int _rounds;
    private readonly string[]? _names;

    /// <param name="args">The bench's arguments.</param>
    public TrainingRounds(string[] args)
    {
        Threads = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : Environment.ProcessorCount;
        _rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
        _least = TimeSpan.FromSeconds(args.Length > 2 ? double.Parse(args[2], CultureInfo.InvariantCulture) : 4);
        _names = args.Length > 3 ? args[3].Split(',') : null;
        var setup = TorchSetup.Read();
        torch.set_num_threads(Threads);
        Console.WriteLine($"libtorch {setup.Facts[0].Value}");
    }

    /// <summary>Threads of both.</summary>
    public int Threads { get; }

    /// <summary>True for what the arguments ask for; without names it is everything.</summary>
    /// <param name="name">A network or family.</param>
    public bool Asks(string name) => _names?.Contains(name) ?? true;

    /// <summary>Begins the table.</summary>
    /// <param name="about">What is timed, and its unit.</param>
    /// <param name="columns">Headings of what tells the rows apart.</param>
    public void Begin(string about, params string[] columns)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{about}; {Threads} threads, {_rounds} rounds of {_least.TotalSeconds} s; medians"));
        Console.WriteLine();
        Console.WriteLine($"| {string.Join(" | ", columns)} | this tool | Python | ratio | its least and greatest |");
        Console.WriteLine(string.Concat(Enumerable.Repeat("|---", columns.Length + 4)) + "|");
    }

    /// <summary>Times one network and prints its row.</summary>
    /// <param name="row">What tells the row apart.</param>
    /// <param name="step">Trains at least so long, and gives the rows a second.</param>
    /// <param name="python">The same in Python.</param>
    public void Time(IEnumerable<object> row, Func<TimeSpan, double> step, Func<TimeSpan, double> python)
    {
        _ = step(_least / 4);
        _ = python(_least / 4);
        var pairs = Enumerable.Range(0, _rounds).Select(_ => (First: step(_least), Second: python(_least))).ToList();
        var ratios = pairs.ConvertAll(pair => pair.First / pair.Second);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {string.Join(" | ", row)} | {Median(pairs.Select(pair => pair.First)):F1} | {Median(pairs.Select(pair => pair.Second)):F1} | {Median(ratios):F2} | {ratios.Min():F2} to {ratios.Max():F2} |"));
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
