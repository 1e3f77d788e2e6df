using System.Diagnostics;
using System.Globalization;
using MlOps.Testing;

namespace MlOps.Registry.Tests;

/// <summary>Real processes, really killed.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>One seed, or ten with <c>./build.sh test --full</c>.</summary>
    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(1, Environment.GetEnvironmentVariable("MLOPS_TEST_FULL") == "1" ? 10 : 1)];

    private string Registry => _folder.File("registry");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("claimed", 0)]
    [InlineData("copied", 0)]
    [InlineData("prepared", 0)]
    [InlineData("moved", 0)]
    [InlineData("added", 0)]
    [InlineData("committed", 1)]
    public async Task A_process_killed_at_a_checkpoint_leaves_a_whole_version_or_none(string checkpoint, int versions)
    {
        _ = await Finish(Worker.Start(Registry, seed: 1, candidates: 1, killAt: checkpoint));
        Assert.Equal(versions, RegistryState.AssertSound(Registry)?.Versions.Count ?? 0);

        // the next process takes the next number and removes what the killed one left
        var next = await Finish(Worker.Start(Registry, seed: 2, candidates: 1));
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{versions + 1} "), Assert.Single(next), StringComparison.Ordinal);
        Assert.Equal(versions + 1, RegistryState.AssertSound(Registry)!.Versions.Count);
        Assert.Equal(versions + 1, Directory.GetDirectories(Path.Combine(Registry, "models", Candidates.Model)).Length);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Registry, "incoming")));
    }

    [Theory]
    [InlineData("attachment copied")]
    [InlineData("attachment moved")]
    public async Task A_process_killed_while_it_attaches_a_file_leaves_the_file_attached_or_unnamed(string checkpoint)
    {
        _ = await Finish(Worker.Start(Registry, seed: 1, candidates: 1, killAt: checkpoint));
        var model = RegistryState.AssertSound(Registry)!;
        Assert.Empty(Assert.Single(model.Versions).Attachments);
        Assert.Equal("0", Assert.Single(model.Versions).Tags["candidate"]);

        // what it left is found, and attaching again is not hindered by it
        var registry = new LocalRegistry(Registry, TimeProvider.System);
        Assert.NotEmpty(registry.Collect(remove: false, CancellationToken.None));
        _ = registry.Edit(model.Name, new RegistryEdit.Attach(1, "notes.txt", _folder.Write("notes.txt", "mine")), new Change("ada", "", ""));
        Assert.Equal("mine", File.ReadAllText(registry.FetchAttachment(registry.Show(model.Name).Versions[0], registry.Show(model.Name).Versions[0].Attachments[0], CancellationToken.None)));
        Assert.Empty(registry.Collect(remove: true, CancellationToken.None));
        _ = RegistryState.AssertSound(Registry);
    }

    [Fact]
    public async Task A_process_killed_after_it_deleted_a_version_leaves_files_that_nobody_names()
    {
        _ = await Finish(Worker.StartDeleting(Registry));

        Assert.Empty(RegistryState.AssertSound(Registry)!.Versions);
        var left = new LocalRegistry(Registry, TimeProvider.System).Collect(remove: true, CancellationToken.None);
        Assert.Equal(["models", "attachments"], left.Select(folder => Path.GetRelativePath(Registry, folder.Path).Split(Path.DirectorySeparatorChar)[0]));
        Assert.All(left, folder => Assert.False(Directory.Exists(folder.Path)));
        Assert.Equal(2, new LocalRegistry(Registry, TimeProvider.System).Register(Candidates.Make(_folder.File("next"), "next"), CancellationToken.None).Version);
        _ = RegistryState.AssertSound(Registry);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Sixteen_processes_at_once_some_of_them_killed_lose_nothing(int seed)
    {
        var random = new Random(seed);
        var workers = Enumerable.Range(0, 16).Select(i => Worker.Start(Registry, (100 * seed) + i, candidates: 6)).ToArray();

        // every other worker is killed after it has told of some registrations, at whatever it is doing then
        var told = workers.Select((worker, i) => i % 2 == 0 ? null : (int?)random.Next(4))
            .Zip(workers, (killAfter, worker) => killAfter is { } lines ? Kill(worker, lines) : Finish(worker))
            .ToArray();
        var registered = (await Task.WhenAll(told)).SelectMany(lines => lines).ToList();

        // a killed worker may have registered one more than it could tell of
        var model = RegistryState.AssertSound(Registry)!;
        var versions = model.Versions.Select(version => string.Create(CultureInfo.InvariantCulture, $"{version.Version} {version.ContentHash}")).ToHashSet();
        Assert.Equal(registered.Count, registered.Distinct().Count());
        Assert.True(versions.IsSupersetOf(registered));
        Assert.InRange(versions.Count, registered.Count, registered.Count + 8);
        Assert.True(registered.Count >= 8 * 6);
    }

    private static async Task<List<string>> Finish(Process process)
    {
        using (process)
        {
            var errors = process.StandardError.ReadToEndAsync();
            List<string> lines = [.. Lines(await process.StandardOutput.ReadToEndAsync())];
            Assert.Equal("", await errors);
            await process.WaitForExitAsync();
            return lines;
        }
    }

    private static async Task<List<string>> Kill(Process process, int afterLines)
    {
        using (process)
        {
            var lines = new List<string>();
            while (lines.Count < afterLines && await process.StandardOutput.ReadLineAsync() is { } line)
            {
                lines.Add(line);
            }

            process.Kill();
            lines.AddRange(Lines(await process.StandardOutput.ReadToEndAsync()));
            await process.WaitForExitAsync();
            return lines;
        }
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
