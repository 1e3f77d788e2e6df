using System.Globalization;
using MlOps.Registry.Tests.Postgres;
using MlOps.Registry.Verification;
using MlOps.Testing;

namespace MlOps.Registry.Tests.Race;

/// <summary>
/// 64 processes that register and promote at once, of which some are killed at random moments and started again, while one looks on. Ten seconds;
/// a minute with <c>./build.sh test --full</c>, counted from when all of them work.
/// </summary>
/// <param name="server">The server.</param>
[Collection(OnePostgres.Name)]
public sealed class RaceTests(PostgresServer server) : IDisposable
{
    private const int Processes = 64;
    private const int MostRead = 50;

    // on two cores that do little else it is hundreds; a machine that others keep busy need not be fast to be right
    private const int FewestTold = 8;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(Environment.GetEnvironmentVariable("MLOPS_TEST_FULL") == "1" ? 60 : 10);
    private static readonly TimeSpan BetweenKills = TimeSpan.FromMilliseconds(700);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task In_a_folder_nothing_is_lost_seen_half_or_given_twice() => RaceAsync(new(_folder.Path, ""), seed: 1);

    [Fact]
    public Task In_PostgreSQL_nothing_is_lost_seen_half_or_given_twice() => RaceAsync(new(_folder.Path, server.Address(server.NewDatabase())), seed: 2);

    private static async Task RaceAsync(RaceRegistry shared, int seed)
    {
        var random = new Random(seed);
        var racers = Enumerable.Range(0, Processes).Select(i => new Racer(shared, (1000 * seed) + i)).ToList();
        using var observer = Observer.Start(shared);
        var observed = observer.StandardOutput.ReadToEndAsync();
        var (told, killed) = (new List<string>(), 0);
        try
        {
            await Task.WhenAll(racers.Select(racer => racer.Started));
            for (var end = DateTime.UtcNow + Duration; DateTime.UtcNow < end; killed++)
            {
                await Task.Delay(BetweenKills); // the pace of the kills, nothing is waited for
                var victim = random.Next(Processes);
                told.AddRange(await racers[victim].KillAsync());
                racers[victim].Dispose();
                racers[victim] = new(shared, (1000 * seed) + Processes + killed);
            }

            foreach (var lines in await Task.WhenAll(racers.Select(racer => racer.StopAsync())))
            {
                told.AddRange(lines);
            }
        }
        finally
        {
            racers.ForEach(racer => racer.Dispose());
            observer.StandardInput.Close();
        }

        AssertSound(shared, told, killed, (await observed).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        await observer.WaitForExitAsync();
    }

    private static void AssertSound(RaceRegistry shared, List<string> told, int killed, string[] observed)
    {
        // the observer has but its closing line to tell, and it has looked often
        Assert.Matches("^looked [1-9][0-9]* times, read [1-9][0-9]* versions$", Assert.Single(observed));

        // unique and gapless, and what a process was told is there as it was told
        var registry = shared.Open(PostgresServer.Environment);
        var model = registry.Show(Candidates.Model);
        Assert.Equal(Enumerable.Range(1, model.Versions.Count), model.Versions.Select(version => version.Version));
        Assert.Equal(told.Count, told.Distinct().Count());
        Assert.Subset(model.Versions.Select(version => string.Create(CultureInfo.InvariantCulture, $"{version.Version} {version.ContentHash}")).ToHashSet(), told.ToHashSet());

        // a killed process may have registered one that it could not tell of
        Assert.InRange(model.Versions.Count, told.Count, told.Count + killed);
        Assert.True(told.Count >= FewestTold, $"only {told.Count} registrations in the time");
        Assert.Null(HistoryChain.FindBreak(model));
        Assert.Empty(HistoryReplay.Differences(model));
        var random = new Random(1);
        Assert.All(model.Versions.OrderBy(_ => random.Next()).Take(MostRead), version => Assert.True(registry.IsIntact(version)));
        (registry as IDisposable)?.Dispose();
        TestContext.Current.SendDiagnosticMessage($"{told.Count} registrations told, {model.Versions.Count} there, {killed} processes killed; {observed[^1]}");
    }
}
