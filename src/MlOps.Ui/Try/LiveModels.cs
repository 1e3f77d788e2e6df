using MlOps.Inference;
using MlOps.Registry;

namespace MlOps.Ui.Try;

/// <summary>The models that are tried, opened when first asked. One request at a time: the page must not take the machine from a training.</summary>
/// <param name="registry">The registry.</param>
internal sealed class LiveModels(ModelRegistry registry) : IDisposable
{
    private const int MostOpen = 2; // comparing one with another opens neither again

    private readonly SemaphoreSlim _one = new(1);
    private readonly List<(string ContentHash, Predictor Predictor)> _open = [];

    /// <summary>Asks a version.</summary>
    /// <typeparam name="T">What the question gives.</typeparam>
    /// <param name="version">The version.</param>
    /// <param name="question">Asks it; the predictor is its own as long as it runs.</param>
    /// <param name="ct">Gives up, also waiting for another request.</param>
    /// <exception cref="Diagnostics.MlOpsException">The model cannot be opened, or what it is asked cannot be read.</exception>
    public async Task<T> AskAsync<T>(ModelVersion version, Func<Predictor, CancellationToken, T> question, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            return await Task.Run(() => question(Open(version, ct), ct), ct);
        }
        finally
        {
            _ = _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _open.ForEach(model => model.Predictor.Dispose());
        _one.Dispose();
    }

    // the last one asked stands last
    private Predictor Open(ModelVersion version, CancellationToken ct)
    {
        var place = _open.FindIndex(model => model.ContentHash == version.ContentHash);
        if (place >= 0)
        {
            var known = _open[place];
            _open.RemoveAt(place);
            _open.Add(known);
            return known.Predictor;
        }

        registry.Fetch(version, ct);
        var predictor = Predictor.Open(version.Folder);
        if (_open.Count == MostOpen)
        {
            _open[0].Predictor.Dispose();
            _open.RemoveAt(0);
        }

        _open.Add((version.ContentHash, predictor));
        return predictor;
    }
}
