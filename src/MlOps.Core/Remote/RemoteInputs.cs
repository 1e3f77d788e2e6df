using MlOps.Diagnostics;
using MlOps.Spec;

namespace MlOps.Remote;

/// <summary>The addresses that a pipeline reads, each asked once a run.</summary>
/// <remarks>Planning is synchronous, so requests are waited for here: the program has no context that could be blocked.</remarks>
/// <param name="source">Makes the source when an address is asked first.</param>
public sealed class RemoteInputs(Func<RemoteSource> source)
{
    private readonly Dictionary<string, RemoteFile> _found = new(StringComparer.Ordinal);
    private readonly Lazy<RemoteSource> _source = new(source);

    /// <summary>What was found, by the address as pipeline.yml gives it.</summary>
    public IReadOnlyDictionary<string, RemoteFile> Found => _found;

    /// <summary>Finds what an address stands for.</summary>
    /// <param name="text">What pipeline.yml says.</param>
    /// <param name="ct">Stops a download.</param>
    /// <exception cref="MlOpsException">MLOPS2002, MLOPS2015 to MLOPS2018, at the text's place.</exception>
    public RemoteFile Find(SpecText text, CancellationToken ct)
    {
        if (_found.TryGetValue(text.Value, out var known))
        {
            return known;
        }

        try
        {
            return _found[text.Value] = _source.Value.FetchAsync(RemoteAddress.Parse(text), progress: null, ct).GetAwaiter().GetResult();
        }
        catch (MlOpsException e) when (e.Diagnostic.Location == Location.None)
        {
            throw new MlOpsException(e.Diagnostic.Rule, text.Location, e.Diagnostic.Message, e);
        }
    }
}
