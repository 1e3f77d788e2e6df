using MlOps.Diagnostics;

namespace MlOps.Registry.Verification;

/// <summary>Looks for tampering and damage: the chain of the history, what it says against what is there, and every file's hash.</summary>
/// <param name="registry">The registry.</param>
public sealed class ModelVerifier(ModelRegistry registry)
{
    /// <summary>Checks a model; reads all its files.</summary>
    /// <param name="model">A model of the registry.</param>
    /// <param name="notedHead">A head of its history that was noted elsewhere; null for none.</param>
    /// <param name="ct">Stops between two versions.</param>
    /// <returns>What is wrong, in words; empty where all is as it was written.</returns>
    public IReadOnlyList<string> Check(RegisteredModel model, string? notedHead, CancellationToken ct)
    {
        var problems = new List<string>();
        if (HistoryChain.FindBreak(model) is { } gap)
        {
            problems.Add($"the history was changed: {gap}");
        }

        if (notedHead is not null && model.History.All(entry => entry.Hash != notedHead))
        {
            problems.Add($"the history was written anew: no line of it has the noted hash {notedHead}");
        }

        problems.AddRange(HistoryReplay.Differences(model));
        foreach (var version in model.Versions)
        {
            ct.ThrowIfCancellationRequested();
            problems.AddRange(CheckFiles(version, model.FilesHashOf(version.Version), ct));
        }

        return problems;
    }

    private IEnumerable<string> CheckFiles(ModelVersion version, string? filesHash, CancellationToken ct)
    {
        if (!version.IsForeign && !registry.IsIntact(version, filesHash)) // of another program's files nothing was noted
        {
            yield return FormattableString.Invariant($"the files of version {version.Version} are not those that were registered");
        }

        foreach (var file in version.Attachments.Where(file => !IsIntact(version, file, ct)))
        {
            yield return FormattableString.Invariant($"'{file.Name}' is not what was attached to version {version.Version}");
        }
    }

    private bool IsIntact(ModelVersion version, Attachment file, CancellationToken ct)
    {
        try
        {
            _ = registry.FetchAttachment(version, file, ct);
            return true;
        }
        catch (MlOpsException e) when (e.Diagnostic.Rule == Rules.RegistryDamaged)
        {
            return false;
        }
    }
}
