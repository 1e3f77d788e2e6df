using System.CommandLine;
using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Registry;
using MlOps.Spec;
using MlOps.Text.Readers;

namespace MlOps.Tool.Commands;

/// <summary><c>dotnet mlops init DATA</c>: writes a commented pipeline for data that it is shown.</summary>
internal sealed class InitCommand
{
    private const string SchemaFile = "pipeline.schema.json";

    private readonly ToolContext _tool;
    private readonly Argument<string> _data = new("DATA") { Description = "A .csv, .tsv or .jsonl file, gzipped or not, or a folder with one sub-folder a label" };
    private readonly Option<string> _file = new("--file", "-f") { Description = "The pipeline to write", HelpName = "FILE", DefaultValueFactory = _ => "pipeline.yml" };
    private readonly Option<string> _base = new("--base") { Description = "The pretrained model to start from, a Hugging Face-format folder", HelpName = "FOLDER", DefaultValueFactory = _ => "models/base" };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace a pipeline that is there" };

    private InitCommand(ToolContext tool) => _tool = tool;

    /// <summary>Makes the command.</summary>
    /// <param name="tool">The process.</param>
    public static Command Create(ToolContext tool)
    {
        var self = new InitCommand(tool);
        var command = new Command("init", "Write a commented pipeline for your data: finds its text and label columns") { self._data, self._file, self._base, self._overwrite };
        command.SetAction(self.Execute);
        return command;
    }

    private int Execute(ParseResult parsed)
    {
        var file = parsed.GetValue(_file)!;
        var target = _tool.FullPath(file);
        if (File.Exists(target) && !parsed.GetValue(_overwrite))
        {
            throw new MlOpsException(Rules.AlreadyThere, new(file), "there is a pipeline already; give --overwrite to replace it, or --file for another name");
        }

        var data = parsed.GetValue(_data)!;
        var guess = ColumnGuess.Of(RowReader.Open(_tool.FullPath(data), data));
        var folder = Path.GetDirectoryName(target)!;
        var relative = Path.GetRelativePath(folder, _tool.FullPath(data)).Replace('\\', '/');
        var name = Path.GetFileName(relative).Split('.')[0];
        AtomicFile.WriteText(Path.Combine(folder, SchemaFile), SchemaWriter.Write(StepKinds.Create(StepKinds.NoRegistry)));
        AtomicFile.WriteText(target, PipelineTemplate.Write(name, relative, parsed.GetValue(_base)!, guess, SchemaFile));
        _tool.Out.WriteLine($"wrote {file} and {SchemaFile}, which gives editors completion; looked at {guess.Rows} rows");
        _tool.Out.WriteLine($"text: {guess.Text ?? "no column found, edit the file"}; label: {(guess.Label is null ? "no column found, edit the file" : $"{guess.Label} ({string.Join(", ", guess.Labels.Take(8))})")}");
        _tool.Out.WriteLine($"next: dotnet mlops check {file}");
        return ExitCode.Passed;
    }
}
