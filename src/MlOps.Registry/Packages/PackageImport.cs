using System.Text.Json;
using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Metrics;
using MlOps.Models;
using MlOps.Registry.Cards;
using MlOps.Registry.Storage;

namespace MlOps.Registry.Packages;

/// <summary>
/// Registers the version of a package, in None, under the next number of its model. All is unpacked and checked apart from the registry;
/// then the version is there with all its files or not at all. What was attached and said follows; importing once more completes it.
/// </summary>
/// <param name="registry">The registry.</param>
public sealed class PackageImport(ModelRegistry registry)
{
    /// <summary>Imports a package.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="shown">How the user names it.</param>
    /// <param name="model">The model's name here; null for the one that it had.</param>
    /// <param name="change">Who imports it, and why.</param>
    /// <param name="ct">Stops the unpacking; nothing is registered then.</param>
    /// <exception cref="MlOpsException">MLOPS5019: the package is not what it says. MLOPS5005: a bad name.</exception>
    public Registration Import(string path, string shown, string? model, Change change, CancellationToken ct)
    {
        using var package = new PackageReader(path, shown);
        var manifest = package.Manifest;
        var work = Directory.CreateTempSubdirectory("mlops-import-").FullName;
        try
        {
            var (files, attachments) = (Path.Combine(work, "files"), Path.Combine(work, "attachments"));
            package.Unpack(files, attachments, ct);
            var candidate = Candidate(manifest, files, model ?? manifest.Model, change, shown);
            var registration = registry.Register(candidate, ct);
            Complete(manifest, registration, attachments, candidate.Change);
            return registration;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static Candidate Candidate(PackageManifest manifest, string folder, string model, Change change, string shown)
    {
        var lineage = ReadLineage(folder, shown);
        ModelFiles.RemoveAdded(folder); // the registry writes its own lineage and card
        if (ContentHash.OfFolder(folder) != manifest.ContentHash || lineage.ContentHash != manifest.ContentHash)
        {
            throw new MlOpsException(Rules.BadPackage, new(shown), "its files are not those of the version that it names");
        }

        var description = ModelDescription.Read(folder);
        var origin = FormattableString.Invariant($"imported; it was {manifest.Model} version {manifest.Version}, registered by {lineage.By}");
        return new()
        {
            Model = model,
            Folder = folder,
            Description = description,
            Evaluation = new Evaluation
            {
                Rows = lineage.Rows,
                Labels = description.Labels,
                Metrics = lineage.Metrics,
                Intervals = lineage.Intervals,
                Slices = lineage.Slices,
                Confusion = [],
                Gates = lineage.Gates,
            },
            Profile = lineage.Profile,
            Variant = lineage.Variant,
            Trained = lineage.Trained,
            Stage = Stage.None,
            Approvals = manifest.Approvals,
            Purpose = lineage.Purpose,
            Change = change with { Run = lineage.Run, Reason = change.Reason.Length > 0 ? $"{origin}; {change.Reason}" : origin },
        };
    }

    private static Lineage ReadLineage(string folder, string shown)
    {
        try
        {
            var path = Path.Combine(folder, Lineage.FileName);
            return File.Exists(path) ? Lineage.Parse(File.ReadAllBytes(path)) : throw new MlOpsException(Rules.BadPackage, new(shown), $"it has no {Lineage.FileName}");
        }
        catch (JsonException e)
        {
            throw new MlOpsException(Rules.BadPackage, new(shown), $"its {Lineage.FileName} cannot be read: {e.Message}", e);
        }
    }

    private void Complete(PackageManifest manifest, Registration registration, string attachments, Change change)
    {
        var edits = manifest.Attachments.Select(file => (RegistryEdit)new RegistryEdit.Attach(registration.Version, file.Path, Path.Combine(attachments, file.Path)))
            .Concat(manifest.Tags.Select(tag => new RegistryEdit.SetTag(registration.Version, tag.Key, tag.Value)));
        if (manifest.Description.Length > 0)
        {
            edits = edits.Append(new RegistryEdit.Describe(registration.Version, manifest.Description));
        }

        foreach (var edit in edits)
        {
            _ = registry.Edit(registration.Model, edit, change);
        }
    }
}
