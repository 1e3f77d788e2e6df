using System.Diagnostics;
using System.Globalization;
using MlOps.Bench.Registry;
using MlOps.Registry;
using MlOps.Registry.Artifacts;
using MlOps.Registry.Postgres;

const int Rounds = 3;
const double RoundSeconds = 3;
(int Bytes, int Writers)[] cases = [(20_000, 1), (20_000, 8), (20_000_000, 1)];

if (args is not [var address])
{
    Console.WriteLine("usage: RegistryBench postgres://USER@HOST/DATABASE, an empty database; the password in PGPASSWORD");
    return 2;
}

var folder = Directory.CreateTempSubdirectory("mlops-bench-").FullName;
try
{
    Print($"| model | writers | SQLite, registrations/s | PostgreSQL, registrations/s | PostgreSQL / SQLite |");
    Print($"|---|---|---|---|---|");
    foreach (var (bytes, writers) in cases)
    {
        var candidates = new CandidateFolder(Path.Combine(folder, "candidates"), bytes);
        var name = $"model-{bytes}-{writers}";
        var local = new LocalRegistry(Path.Combine(folder, name), TimeProvider.System);
        using var artifacts = new FolderArtifacts(Path.Combine(folder, "artifacts"), TimeProvider.System);
        using var postgres = new PostgresRegistry(PostgresAddress.Parse(address, Environment.GetEnvironmentVariable), artifacts, Path.Combine(folder, "cache"), TimeProvider.System);
        var (sqliteRate, postgresRate) = (0.0, 0.0);
        for (var round = 0; round <= Rounds; round++)
        {
            // the two alternate, so that a busy machine slows both; the first round is not counted
            var (one, other) = (Rate(local, candidates, name, writers), Rate(postgres, candidates, name, writers));
            (sqliteRate, postgresRate) = round == 0 ? (0, 0) : (Math.Max(sqliteRate, one), Math.Max(postgresRate, other));
        }

        Print($"| {bytes / 1e6:0.##} MB | {writers} | {sqliteRate:F1} | {postgresRate:F1} | {postgresRate / sqliteRate:F2} |");
    }

    return 0;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static double Rate(ModelRegistry registry, CandidateFolder candidates, string model, int writers)
{
    var (clock, done) = (Stopwatch.StartNew(), 0);
    _ = Parallel.For(0, writers, new ParallelOptions { MaxDegreeOfParallelism = writers }, writer =>
    {
        while (clock.Elapsed.TotalSeconds < RoundSeconds)
        {
            _ = registry.Register(candidates.Next(model), CancellationToken.None);
            _ = Interlocked.Increment(ref done);
        }
    });
    return done / clock.Elapsed.TotalSeconds;
}

static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
