using System.Formats.Tar;
using System.IO.Compression;
using MlOps.Diagnostics;
using MlOps.Registry;
using MlOps.Registry.Cards;

namespace MlOps.Tool.Deploy;

/// <summary>Writes what is deployed, into a folder that takes its place in one move.</summary>
/// <param name="registry">The version's registry.</param>
internal sealed class DeployFolder(ModelRegistry registry)
{
    /// <summary>By this file an earlier work of <c>deploy</c> is known, which may be replaced.</summary>
    public const string Marker = "deploy.json";

    private static readonly DeployTemplate[] OfImage = [new("Dockerfile", "Dockerfile"), new("dockerignore", ".dockerignore"), new("deploy.json", Marker)];

    /// <summary>Writes it.</summary>
    /// <param name="deployment">What is deployed.</param>
    /// <param name="hasNetworkPolicy">True where a NetworkPolicy is asked for.</param>
    /// <param name="folder">Full path of the folder: absent, empty, or the work of an earlier <c>deploy</c>.</param>
    /// <param name="ct">Stops the copying.</param>
    /// <returns>The files, with '/', in ordinal order.</returns>
    /// <exception cref="MlOpsException">MLOPS2009: the folder holds other files.</exception>
    public IReadOnlyList<string> Write(Deployment deployment, bool hasNetworkPolicy, string folder, CancellationToken ct)
    {
        if (Directory.Exists(folder) && !File.Exists(Path.Combine(folder, Marker)) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new MlOpsException(Rules.AlreadyThere, new(folder.Replace('\\', '/')), "there are files here that 'dotnet mlops deploy' has not made; give a folder that is absent or empty");
        }

        var staged = $"{folder}.{Guid.NewGuid():n}";
        try
        {
            Fill(deployment, hasNetworkPolicy, staged, ct);
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            Directory.Move(staged, folder);
        }
        finally
        {
            if (Directory.Exists(staged))
            {
                Directory.Delete(staged, recursive: true);
            }
        }

        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];
    }

    private void Fill(Deployment deployment, bool hasNetworkPolicy, string folder, CancellationToken ct)
    {
        var packages = Directory.CreateDirectory(Path.Combine(folder, "packages"));
        File.WriteAllText(Path.Combine(packages.FullName, ".keep"), "");
        foreach (var package in deployment.Package.Files)
        {
            File.Copy(package, Path.Combine(packages.FullName, Path.GetFileName(package)));
        }

        var values = deployment.Values();
        foreach (var template in (DeployTemplate[])[.. OfImage, .. deployment.Target.Files, .. hasNetworkPolicy ? [new DeployTemplate("network-policy.yaml", "network-policy.yaml")] : Array.Empty<DeployTemplate>()])
        {
            File.WriteAllText(Path.Combine(folder, template.Target), template.Write(values));
        }

        var model = Path.Combine(folder, "model");
        if (deployment.Registry is null)
        {
            _ = ModelDownload.Bring(registry, deployment.Version, model, ct);
        }

        if (deployment.Target.Model == ModelPlace.Archive)
        {
            Pack(model, Path.Combine(folder, "model.tar.gz"), Lineage.Read(deployment.Version with { Folder = model }).At);
            Directory.Delete(model, recursive: true);
        }
    }

    // the files lie at the archive's top; the same version gives the same archive
    private static void Pack(string model, string target, DateTimeOffset at)
    {
        using var file = File.Create(target);
        using var gzip = new GZipStream(file, CompressionLevel.Optimal);
        using var tar = new TarWriter(gzip, TarEntryFormat.Pax);
        foreach (var source in Directory.EnumerateFiles(model, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var content = File.OpenRead(source);
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, Path.GetRelativePath(model, source).Replace('\\', '/'))
            {
                DataStream = content,
                Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
                ModificationTime = at,
            });
        }
    }
}
