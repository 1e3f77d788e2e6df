using System.CommandLine;
using MlOps.Files;
using MlOps.Registry;
using MlOps.Registry.Packages;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands.Models;

/// <summary><c>dotnet mlops models export</c>: writes a version into one file.</summary>
internal static class ModelsExportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ModelsFrame frame)
    {
        var reference = ModelsFrame.Reference();
        var to = new Option<string>("--to") { Description = "The file to write, a zip", HelpName = "FILE", Required = true };
        return frame.Create("export", "Write a version with what is attached to it into one file, for 'models import' elsewhere", (parsed, registry, ct) =>
        {
            var (version, file) = (registry.Find(ModelReference.Parse(parsed.GetValue(reference)!)), parsed.GetValue(to)!);
            var path = frame.Tool.FullPath(file);
            _ = new PackageWriter(registry).Write(version, path, ct);
            var hash = ContentHash.OfFile(path);
            return new($"{ModelsText.Name(version)} is in {file}, SHA-256 {hash}", json =>
            {
                json.WriteString("model", version.Model);
                json.WriteNumber("version", version.Version);
                json.WriteString("file", file);
                json.WriteString("sha256", hash);
            });
        }, [reference, to]);
    }
}
