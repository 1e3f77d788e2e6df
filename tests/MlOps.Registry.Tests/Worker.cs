using System.Diagnostics;
using System.Globalization;

namespace MlOps.Registry.Tests;

/// <summary>A process that registers and promotes candidates until their number is done or it is killed.</summary>
internal static class Worker
{
    public const string Word = "registry-worker";

    /// <summary>Starts this very program as a worker.</summary>
    /// <param name="registry">The registry's folder.</param>
    /// <param name="seed">Of the candidates' content, so that each worker's candidates differ, and of its choices.</param>
    /// <param name="candidates">How many to register.</param>
    /// <param name="killAt">The checkpoint at which the worker kills itself; empty for none.</param>
    public static Process Start(string registry, int seed, int candidates, string killAt = "") => Process.Start(new ProcessStartInfo
    {
        FileName = Environment.ProcessPath!,
        ArgumentList = { Word, registry, Text(seed), Text(candidates), killAt },
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// <summary>Starts this very program as a worker that registers a version, deletes it, and is killed before its files are gone.</summary>
    /// <param name="registry">The registry's folder.</param>
    public static Process StartDeleting(string registry) => Start(registry, seed: 1, candidates: 1, killAt: "deleted");

    /// <summary>Registers candidates, tells of each on its output, and moves a version now and then.</summary>
    public static int Run(string[] args)
    {
        var (folder, seed, candidates, killAt) = (args[0], int.Parse(args[1], CultureInfo.InvariantCulture), int.Parse(args[2], CultureInfo.InvariantCulture), args[3]);
        var random = new Random(seed);
        var registry = new LocalRegistry(folder, TimeProvider.System, TimeSpan.FromSeconds(60), checkpoint => KillAt(checkpoint, killAt));
        using var temporary = new Testing.TemporaryFolder();
        for (var i = 0; i < candidates; i++)
        {
            var candidate = Candidates.Make(temporary.File($"{i}"), $"seed {seed}, candidate {i}", (Stage)random.Next(3));
            var registration = registry.Register(candidate, CancellationToken.None);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{registration.Version} {registration.ContentHash}"));
            Console.Out.Flush();
            Describe(registry, registration, temporary, i, candidate.Change);
            _ = registry.Edit(candidate.Model, new RegistryEdit.Move(random.Next(1, registration.Version + 1), (Stage)random.Next(4)), candidate.Change);
        }

        if (killAt == "deleted")
        {
            var change = new Change("ada", "", "");
            _ = registry.Edit(Candidates.Model, new RegistryEdit.Move(1, Stage.Archived), change);
            _ = registry.Edit(Candidates.Model, new RegistryEdit.RemoveAlias("newest"), change);
            _ = registry.Edit(Candidates.Model, new RegistryEdit.Delete(1), change);
        }

        return 0;
    }

    private static void Describe(LocalRegistry registry, Registration registration, Testing.TemporaryFolder folder, int candidate, Change change)
    {
        _ = registry.Edit(registration.Model, new RegistryEdit.SetAlias("newest", registration.Version), change);
        _ = registry.Edit(registration.Model, new RegistryEdit.SetTag(registration.Version, "candidate", Text(candidate)), change);
        _ = registry.Edit(registration.Model, new RegistryEdit.Attach(registration.Version, "notes.txt", folder.Write($"notes-{candidate}.txt", registration.ContentHash)), change);
    }

    private static void KillAt(string checkpoint, string killAt)
    {
        if (checkpoint == killAt)
        {
            Process.GetCurrentProcess().Kill(); // SIGKILL: nothing is disposed, nothing is finally
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
