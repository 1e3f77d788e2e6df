using MlOps.Hub;
using MlOps.Testing;

namespace MlOps.Tests.Hub;

/// <summary>A cache of a test's own, and the fake hub.</summary>
internal sealed class HubBench : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private HubBench(FakeHub hub) => Hub = hub;

    public FakeHub Hub { get; }

    /// <summary>Every pause between two attempts; none takes time.</summary>
    public List<TimeSpan> Pauses { get; } = [];

    public string Folder => _folder.Path;

    public string Cache => Path.Combine(_folder.Path, "hub");

    /// <summary>The folder of <see cref="FakeHub.Model"/>.</summary>
    public string Model => Path.Combine(Cache, "models--org--tiny");

    public string Snapshot => Path.Combine(Model, "snapshots", FakeHub.Commit);

    public static async Task<HubBench> StartAsync() => new(await FakeHub.StartAsync());

    public HubModels Open(bool isOffline = false, string? token = null) => new(Settings(isOffline, token), (pause, ct) =>
    {
        ct.ThrowIfCancellationRequested();
        Pauses.Add(pause);
        return Task.CompletedTask;
    });

    public HubSettings Settings(bool isOffline = false, string? token = null) =>
        new() { Cache = Cache, Endpoint = new(Hub.Address), IsOffline = isOffline, Token = () => token };

    /// <summary>Finds a model and downloads all of it.</summary>
    public async Task<HubSnapshot> Bring(string id = FakeHub.Model, string? token = null, bool isOffline = false)
    {
        using var models = Open(isOffline, token);
        var snapshot = await models.FindAsync(HubId.TryParse(id)!, CancellationToken.None);
        await models.FetchAsync(snapshot, progress: null, CancellationToken.None);
        return snapshot;
    }

    /// <summary>The cache holds the model, whole.</summary>
    public void Holds()
    {
        string[] names = ["config.json", "model.safetensors", "tokenizer.json", "vocab.txt"];
        Assert.Equal(names, Directory.GetFiles(Snapshot).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.All(names, name => Assert.Equal(Hub.Files[name], File.ReadAllBytes(Path.Combine(Snapshot, name))));
        Assert.Equal(FakeHub.Commit, File.ReadAllText(Path.Combine(Model, "refs", "main")));
        Assert.Equal(
            new[] { Hub.GitHash("config.json"), Hub.Sha256("model.safetensors"), Hub.GitHash("tokenizer.json"), Hub.GitHash("vocab.txt") }.Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(Model, "blobs")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        _folder.Dispose();
    }
}
