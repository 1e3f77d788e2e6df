using System.Diagnostics;
using System.Globalization;
using MlOps.Registry.Verification;
using MlOps.Testing;

namespace MlOps.Registry.Tests.Race;

/// <summary>A process that looks at a registry while others change it, and tells of whatever must never be seen.</summary>
internal static class Observer
{
    public const string Word = "registry-observer";

    // without a pause it would take one of two cores from those whom it watches
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    public static Process Start(RaceRegistry registry)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Word, registry.Folder, registry.Address])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["PGPASSWORD"] = PostgresServer.Password;
        return Process.Start(start)!;
    }

    /// <summary>The process itself. Its last line tells how often it looked and how many versions it has read whole.</summary>
    public static int Run(string[] args)
    {
        var registry = new RaceRegistry(args[0], args[1]).Open(Environment.GetEnvironmentVariable);
        var input = Task.Run(Console.In.ReadToEnd);
        var (looks, hashes) = (0, new Dictionary<int, string>());
        while (!input.IsCompleted)
        {
            Thread.Sleep(Pace);
            if (registry.FindModel(Candidates.Model) is { } model)
            {
                looks++;
                foreach (var wrong in Look(registry, model, hashes))
                {
                    Console.Out.WriteLine($"seen: {wrong}");
                }
            }
        }

        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"looked {looks} times, read {hashes.Count} versions"));
        return 0;
    }

    private static IEnumerable<string> Look(ModelRegistry registry, RegisteredModel model, Dictionary<int, string> hashes)
    {
        var numbers = model.Versions.Select(version => version.Version).ToList();
        if (!numbers.SequenceEqual(Enumerable.Range(1, numbers.Count)))
        {
            yield return $"versions {string.Join(' ', numbers)}";
        }

        foreach (var stage in (Stage[])[Stage.Production, Stage.Staging])
        {
            if (model.Versions.Count(version => version.Stage == stage) is > 1 and var several)
            {
                yield return $"{several} versions in {stage}";
            }
        }

        if (hashes.Keys.FirstOrDefault(number => model.Find(number) is null) is > 0 and var lost)
        {
            yield return $"version {lost} is gone";
        }

        foreach (var change in HistoryReplay.Differences(model))
        {
            yield return change;
        }

        // those that are new since the last look are read whole: the newest ones, as reading takes longer than registering
        foreach (var version in model.Versions.Where(version => !hashes.ContainsKey(version.Version)).TakeLast(2))
        {
            hashes[version.Version] = version.ContentHash;
            if (!registry.IsIntact(version))
            {
                yield return $"version {version.Version} is not whole";
            }
        }

        foreach (var version in model.Versions.Where(version => hashes.TryGetValue(version.Version, out var hash) && hash != version.ContentHash))
        {
            yield return $"version {version.Version} has another content than before";
        }
    }
}
