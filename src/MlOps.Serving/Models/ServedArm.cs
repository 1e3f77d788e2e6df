using System.Diagnostics;
using MlOps.Diagnostics;
using MlOps.Serving.Batching;

namespace MlOps.Serving.Models;

/// <summary>The place of one version that clients are answered from. When its origin names another version, that one takes the place without a request failing.</summary>
public sealed class ServedArm
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10); // with a version that could not be opened, before it is tried again

    private readonly ServeSettings _settings;
    private readonly BatchMeter _batches = new();
    private ServedModel? _model;
    private (ServedVersion Version, long Since)? _broken;

    /// <summary>Makes an empty place.</summary>
    /// <param name="name">By which metrics and reports tell the arms of a route apart, such as <c>default</c>.</param>
    /// <param name="origin">Where its versions come from.</param>
    /// <param name="settings">Limits, batches.</param>
    public ServedArm(string name, ModelOrigin origin, ServeSettings settings) => (Name, Origin, _settings) = (name, origin, settings);

    /// <summary>By which metrics and reports tell the arms of a route apart.</summary>
    public string Name { get; }

    /// <summary>Where its versions come from.</summary>
    public ModelOrigin Origin { get; }

    /// <summary>The version that is served; null before the first is opened.</summary>
    public ServedModel? Model => Volatile.Read(ref _model);

    /// <summary>Sizes of the batches that were computed here.</summary>
    public BatchMeter Batches => _batches;

    /// <summary>How often another version was put here.</summary>
    public ReloadCount Reloads { get; } = new();

    /// <summary>Holds the version that is served now.</summary>
    /// <returns>To be disposed at the request's end.</returns>
    /// <exception cref="ProblemException">The server is shutting down.</exception>
    public ModelLease Take()
    {
        // a version that ended between the two lines has a successor already, unless the server is shutting down
        for (ServedModel? before = null; Model is { } model && model != before; before = model)
        {
            if (model.TryHold())
            {
                return new(this, model);
            }
        }

        throw Problem.Busy("the server is shutting down").Exception();
    }

    /// <summary>Opens the version that the origin names, where it is another than the one that is served, and puts it in its place.</summary>
    /// <param name="ct">Stops the copying of its files.</param>
    /// <returns>True when another version is served now.</returns>
    /// <exception cref="MlOpsException">It cannot be found, fetched or opened; what was served before still is.</exception>
    public bool Update(CancellationToken ct)
    {
        var version = Origin.Find();
        if (IsServed(version) || (_broken is { } broken && broken.Version == version && Stopwatch.GetElapsedTime(broken.Since) < Patience))
        {
            return false;
        }

        try
        {
            Origin.Fetch(version, ct);
            var opened = ServedModel.Open(version, _settings, _batches);
            Interlocked.Exchange(ref _model, opened)?.Release();
            return true;
        }
        catch
        {
            _broken = (version, Stopwatch.GetTimestamp());
            throw;
        }
    }

    /// <summary>Serves nothing any more. Requests that hold the version are still answered.</summary>
    /// <returns>Ends when the last of them is.</returns>
    public Task CloseAsync()
    {
        var model = Interlocked.Exchange(ref _model, null);
        model?.Release();
        return model?.Ended ?? Task.CompletedTask;
    }

    private bool IsServed(ServedVersion version) =>
        Model?.Version is { } served && served.Version == version.Version && served.ContentHash == version.ContentHash;
}
