using MlOps.Registry;
using MlOps.Running;
using MlOps.Testing;

namespace MlOps.Ui.Tests.Sample;

/// <summary>A served page over a state folder and a registry of its own.</summary>
internal sealed class ServedPage : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly UiServer _server;
    private readonly StringWriter _log;

    private ServedPage(TemporaryFolder folder, StateFolder state, ModelRegistry registry, UiServer server, StringWriter log) =>
        (_folder, State, Registry, _server, _log) = (folder, state, registry, server, log);

    public StateFolder State { get; }

    public ModelRegistry Registry { get; }

    public Uri Address => _server.Address;

    public Uri? SignInAddress => _server.SignInAddress;

    /// <summary>What the server wrote of failures inside.</summary>
    public string Log => _log.ToString();

    public Uri At(string path) => new(_server.Address, path);

    /// <summary>Starts on a free port.</summary>
    /// <param name="fill">Makes runs and models.</param>
    /// <param name="write">True as with <c>--write</c>.</param>
    /// <param name="registry">Another registry than the state folder's own.</param>
    public static async Task<ServedPage> StartAsync(Action<StateFolder, LocalRegistry> fill, bool write = false, Func<LocalRegistry, ModelRegistry>? registry = null)
    {
        var folder = new TemporaryFolder();
        var state = new StateFolder(folder.File("state"));
        state.Create();
        var local = new LocalRegistry(state.Registry, TimeProvider.System, TimeSpan.FromSeconds(1));
        fill(state, local);
        var (served, log) = (registry?.Invoke(local) ?? local, new StringWriter());
        var server = await UiServer.StartAsync(new(state, served, TimeProvider.System), new() { User = "ada", Write = write, Log = TextWriter.Synchronized(log) }, CancellationToken.None);
        return new(folder, state, served, server, log);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
        Assert.Equal("", Log);
    }
}
