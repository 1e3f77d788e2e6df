using System.CommandLine;
using System.Globalization;
using MlOps.Metrics;
using MlOps.Registry;

namespace MlOps.Tool.Commands;

/// <summary><c>dotnet mlops models download</c>: brings the files of a version to a folder.</summary>
internal static class ModelsDownloadCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="tool">The process.</param>
    /// <param name="registry">The registry that the command line names.</param>
    public static Command Create(ToolContext tool, Func<ParseResult, ModelRegistry> registry)
    {
        var reference = new Argument<string>("NAME@STAGE|NAME@VERSION") { Description = "A version, by its stage or its number" };
        var to = new Option<string>("--to") { Description = "The folder that is to hold the version's files, and nothing else", HelpName = "FOLDER", Required = true };
        var command = new Command("download", "Bring the files of a version to a folder; nothing is copied when they are there already") { reference, to };
        command.SetAction((parsed, ct) =>
        {
            var version = registry(parsed).Find(ModelReference.Parse(parsed.GetValue(reference)!));
            var folder = parsed.GetValue(to)!;
            var copied = ModelDownload.Bring(version, Path.TrimEndingDirectorySeparator(tool.FullPath(folder)), ct);
            tool.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{version.Model} version {version.Version} ({version.Stage}, {MetricText.Of(version.Bytes, MetricUnit.Bytes)}) {(copied ? "is now" : "was already")} in {folder}"));
            return Task.FromResult(ExitCode.Passed);
        });
        return command;
    }
}
