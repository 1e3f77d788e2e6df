using MlOps.Diagnostics;
using MlOps.Hub;
using MlOps.Models;
using MlOps.Registry;
using MlOps.Remote;
using MlOps.Spec;

namespace MlOps.Bases;

/// <summary>
/// Finds the base models that steps name, each once: an address, a folder or file, else a version of the registry (<c>mail-spam@Production</c>), else a model
/// of the hub (<c>org/name@revision</c>).
/// </summary>
/// <remarks>Planning is synchronous, so requests are waited for here: the program has no context that could be blocked.</remarks>
/// <param name="pipelineFolder">Full path of the folder that the pipeline's paths are relative to.</param>
/// <param name="registry">The models that were registered before.</param>
/// <param name="hub">Makes the hub when it is asked first.</param>
/// <param name="remote">Fetches models that an address names.</param>
public sealed class BaseModels(string pipelineFolder, ModelSource registry, Func<HubModels> hub, RemoteInputs remote)
{
    private readonly Dictionary<string, FoundBase> _found = new(StringComparer.Ordinal);
    private readonly Lazy<HubModels> _hub = new(hub);

    /// <summary>Full paths of what decides which models were found.</summary>
    public IEnumerable<string> Watched => _found.Values.SelectMany(found => found.Watched);

    /// <summary>Finds a base model.</summary>
    /// <param name="text">What the pipeline says.</param>
    /// <param name="hash">Hashes a file by its full path.</param>
    /// <param name="ct">Ends requests.</param>
    /// <exception cref="MlOpsException">MLOPS2002: it is nowhere. MLOPS2014: the hub refuses it, or cannot be reached. MLOPS5006: the registry has no such version.</exception>
    public FoundBase Find(SpecText text, Func<string, string> hash, CancellationToken ct)
    {
        if (_found.TryGetValue(text.Value, out var known))
        {
            return known;
        }

        try
        {
            return _found[text.Value] = Resolve(text, hash, ct);
        }
        catch (MlOpsException e) when (e.Diagnostic.Location == Location.None)
        {
            throw At(text, e);
        }
    }

    private FoundBase Resolve(SpecText text, Func<string, string> hash, CancellationToken ct)
    {
        if (RemoteAddress.IsOne(text.Value))
        {
            return FoundBase.Of(remote.Find(text, ct), RemoteAddress.Parse(text).Shown, hash);
        }

        var path = Path.GetFullPath(Path.Combine(pipelineFolder, text.Value));
        if (Path.Exists(path))
        {
            return FoundBase.At(path, text.Shown, hash);
        }

        if (registry.FindVersion(text.Value, ct) is { } version)
        {
            return FoundBase.Of(version, text.Shown);
        }

        var id = WeightsFiles.IsNamedBy(text.Value) ? null : HubId.TryParse(text.Value, text.Shown);
        var near = Near(path);
        return id is not null && (near.Length == 0 || !IsBelowFolder(text.Value))
            ? FromHub(id, text, near, hash, ct)
            : throw new MlOpsException(Rules.MissingInput, text.Location, $"the base model '{text.Shown}' is not there{near}; {Expected}");
    }

    private const string Expected = "expected a folder, a file of weights, NAME@STAGE, NAME@VERSION or NAME@ALIAS of the registry, ORG/NAME of the hub, or an https:// or s3:// address";

    private FoundBase FromHub(HubId id, SpecText text, string near, Func<string, string> hash, CancellationToken ct)
    {
        var hub = _hub.Value;
        try
        {
            var snapshot = hub.FindAsync(id, ct).GetAwaiter().GetResult();
            return FoundBase.Of(snapshot, hash) with
            {
                Fetch = async (progress, stop) =>
                {
                    try
                    {
                        await hub.FetchAsync(snapshot, progress, stop);
                    }
                    catch (MlOpsException e) when (e.Diagnostic.Location == Location.None)
                    {
                        throw At(text, e);
                    }
                },
            };
        }
        catch (MlOpsException e) when (e.Diagnostic.Location == Location.None)
        {
            throw new MlOpsException(
                e.Diagnostic.Rule,
                text.Location,
                e.Diagnostic.Rule == Rules.MissingInput
                    ? $"the base model '{text.Shown}' is no folder here and no version of the registry, and {e.Diagnostic.Message}; {Expected}{near}"
                    : $"{e.Diagnostic.Message}; '{text.Shown}' is no folder here{near}",
                e);
        }
    }

    // in a folder that is there, a name that is nearly right is a slip: no reason to ask the network
    private bool IsBelowFolder(string text) =>
        text.LastIndexOf('/') is var slash and > 0 && Directory.Exists(Path.Combine(pipelineFolder, text[..slash]));

    private static string Near(string path) => Path.GetDirectoryName(path) is { } folder && Directory.Exists(folder)
        ? Spelling.Hint(Path.GetFileName(path), Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)))
        : "";

    private static MlOpsException At(SpecText text, MlOpsException e) => new(e.Diagnostic.Rule, text.Location, e.Diagnostic.Message, e);
}
