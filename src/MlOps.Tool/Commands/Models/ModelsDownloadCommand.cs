using System.CommandLine;
using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Registry;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands.Models;

/// <summary><c>dotnet mlops models download</c>: brings the files of a version to a folder.</summary>
internal sealed class ModelsDownloadCommand
{
    private readonly ToolContext _tool;
    private readonly Func<ParseResult, ModelRegistry> _registry;
    private readonly Argument<string> _reference = ModelsFrame.Reference();
    private readonly Option<string> _to = new("--to") { Description = "The folder that is to hold the version's files, and nothing else", HelpName = "FOLDER", Required = true };
    private readonly Option<string?> _attachment = new("--attachment") { Description = "Bring this attached file instead; --to is the file to write then", HelpName = "NAME" };
    private readonly OutputOption _output = new();

    private ModelsDownloadCommand(ToolContext tool, Func<ParseResult, ModelRegistry> registry) => (_tool, _registry) = (tool, registry);

    /// <summary>Makes the command.</summary>
    /// <param name="tool">The process.</param>
    /// <param name="registry">The registry that the command line names.</param>
    public static Command Create(ToolContext tool, Func<ParseResult, ModelRegistry> registry)
    {
        var self = new ModelsDownloadCommand(tool, registry);
        var command = new Command("download", "Bring the files of a version to a folder; nothing is copied when they are there already")
        {
            self._reference, self._to, self._attachment, self._output.Option,
        };
        command.SetAction((parsed, ct) => Task.FromResult(self.Bring(parsed, ct)));
        return command;
    }

    private int Bring(ParseResult parsed, CancellationToken ct)
    {
        var registry = _registry(parsed);
        var version = registry.Find(ModelReference.Parse(parsed.GetValue(_reference)!));
        var folder = parsed.GetValue(_to)!;
        if (parsed.GetValue(_attachment) is { } name)
        {
            var file = version.Attachments.FirstOrDefault(known => known.Name == name) ?? throw new MlOpsException(
                Rules.BadAttachment, Location.None, $"no file '{name}' is attached to {ModelsText.Name(version)}{Spelling.Hint(name, version.Attachments.Select(known => known.Name))}");
            AtomicFile.Copy(registry.FetchAttachment(version, file, ct), _tool.FullPath(folder));
            _tool.Out.WriteLine(_output.IsJson(parsed) ? ModelsJson.Document([], json => json.WriteString("file", folder)) : $"{name} of {ModelsText.Name(version)} is in {folder}");
            return ExitCode.Passed;
        }

        var isNew = ModelDownload.Bring(registry, version, Path.TrimEndingDirectorySeparator(_tool.FullPath(folder)), ct);
        var watched = registry.FilesOf([]) is { } files ? new WatchedFiles([], [.. files.Where(File.Exists)]) : null;
        var output = new DownloadOutput(version, folder, isNew, watched);
        _tool.Out.WriteLine(_output.IsJson(parsed) ? output.ToJson() : output.ToText());
        return ExitCode.Passed;
    }
}
