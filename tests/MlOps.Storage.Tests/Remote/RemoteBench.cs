using MlOps.Diagnostics;
using MlOps.Remote;
using MlOps.Spec;
using MlOps.Storage.Remote;
using MlOps.Storage.S3;
using MlOps.Storage.Tests.Fake;
using MlOps.Testing;

namespace MlOps.Storage.Tests.Remote;

/// <summary>A web server and a cache of a test's own.</summary>
internal sealed class RemoteBench : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private RemoteBench(FakeWeb web) => Web = web;

    public FakeWeb Web { get; }

    /// <summary>Every pause between two attempts; none takes time.</summary>
    public List<TimeSpan> Pauses { get; } = [];

    public RemoteLimits Limits { get; init; } = new() { Patience = TimeSpan.FromSeconds(20) };

    public S3Settings S3 { get; init; } = new();

    public string Cache => _folder.File("remote");

    public static async Task<RemoteBench> StartAsync(S3Settings? s3 = null) => new(await FakeWeb.StartAsync()) { S3 = s3 ?? new() };


    public Task<RemoteFile> FetchAsync(string path, bool isOffline = false, RemoteLimits? limits = null, CancellationToken ct = default) =>
        FetchAddressAsync(Web.Address + path, isOffline, limits, ct);

    public async Task<RemoteFile> FetchAddressAsync(string address, bool isOffline = false, RemoteLimits? limits = null, CancellationToken ct = default)
    {
        using var cache = new RemoteCache(new() { Cache = Cache, IsOffline = isOffline, S3 = S3, Limits = limits ?? Limits }, (pause, _) =>
        {
            Pauses.Add(pause);
            return Task.CompletedTask;
        });
        return await cache.FetchAsync(RemoteAddress.Parse(new SpecText(address, Location.None)), progress: null, ct);
    }

    public async Task<Diagnostic> FailAsync(string path, bool isOffline = false, RemoteLimits? limits = null) =>
        (await Assert.ThrowsAsync<MlOpsException>(() => FetchAsync(path, isOffline, limits))).Diagnostic;

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        _folder.Dispose();
    }
}
