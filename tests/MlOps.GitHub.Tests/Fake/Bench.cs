using MlOps.GitHub.Access;

namespace MlOps.GitHub.Tests.Fake;

/// <summary>A fake GitHub, a clock, and connections to it.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly List<GitHubConnection> _connections = [];

    private Bench(FakeGitHub gitHub, ManualTime time) => (GitHub, Time) = (gitHub, time);

    public FakeGitHub GitHub { get; }

    public ManualTime Time { get; }

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public FakeRepository Repository => GitHub.Repository;

    public static async Task<Bench> StartAsync()
    {
        var time = new ManualTime();
        var bench = new Bench(await FakeGitHub.StartAsync(time), time);
        bench.Environment["GITHUB_API_URL"] = bench.GitHub.Api;
        bench.Environment["GITHUB_TOKEN"] = FakeGitHub.Token;
        return bench;
    }

    /// <summary>Signs in as the environment says, with two minutes for all requests.</summary>
    public GitHubConnection Connect()
    {
        var connection = new GitHubConnection(
            GitHubSettings.Read(Environment.GetValueOrDefault)!, RepositoryName.Parse(Repository.Name)!, RequestLimits.Small, Time, Time.WaitAsync);
        connection.Budget.Open(TimeSpan.FromMinutes(2), CancellationToken.None);
        _connections.Add(connection);
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        _connections.ForEach(connection => connection.Dispose());
        await GitHub.DisposeAsync();
    }
}
