using System.CommandLine;
using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Registry;
using MlOps.Registry.Packages;

namespace MlOps.Tool.Commands.Models;

/// <summary><c>dotnet mlops models import</c>: registers the version of a file that <c>models export</c> wrote.</summary>
internal static class ModelsImportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ModelsFrame frame)
    {
        var file = new Argument<string>("FILE") { Description = "What 'models export' wrote" };
        var name = new Option<string?>("--as") { Description = "The model's name here (default: the name that it had)", HelpName = "NAME" };
        var sha256 = new Option<string?>("--sha256") { Description = "The hash that 'models export' printed; another file is refused", HelpName = "HASH" };
        var reason = ModelsFrame.Reason();
        return frame.Create("import", "Register the version of an exported file, in None; its hashes are checked first", (parsed, registry, ct) =>
        {
            var shown = parsed.GetValue(file)!;
            var path = frame.Tool.FullPath(shown);
            if (parsed.GetValue(sha256) is { } wanted && File.Exists(path) && !ContentHash.OfFile(path).Equals(wanted, StringComparison.OrdinalIgnoreCase))
            {
                throw new MlOpsException(Rules.BadPackage, new(shown.Replace('\\', '/')), "its SHA-256 is not the one that is given");
            }

            var registered = new PackageImport(registry).Import(path, shown, parsed.GetValue(name) is { } given ? ModelName.Check(given) : null, frame.By(parsed.GetValue(reason)), ct);
            return new(
                FormattableString.Invariant($"{shown} {(registered.IsNew ? "is now" : "was already")} {registered.Model} version {registered.Version}, in {registered.Stage}"),
                json =>
                {
                    json.WriteBoolean("isNew", registered.IsNew);
                    ModelsMoved.Write(json, registry, registry.Find(new(registered.Model, new VersionSelector.Number(registered.Version))), replaced: null);
                });
        }, [file, name, sha256, reason]);
    }
}
