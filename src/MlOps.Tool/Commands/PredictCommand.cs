using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using MlOps.Inference;
using MlOps.Inference.Predict;
using MlOps.Registry;
using MlOps.Reporting;
using MlOps.Text.Readers;

namespace MlOps.Tool.Commands;

/// <summary><c>dotnet mlops predict MODEL</c>: writes the rows of a data file with what a model says of each.</summary>
internal sealed class PredictCommand
{
    private readonly ToolContext _tool;
    private readonly Argument<string> _model = new("MODEL") { Description = $"A model's folder, or {ModelReference.Expected}" };
    private readonly Option<string> _input = new("--input") { Description = "The rows: a .csv, .tsv or .jsonl file, gzipped or not", HelpName = "FILE", Required = true };
    private readonly Option<string> _to = new("--output") { Description = "The file to write: a .csv, .tsv or .jsonl with the columns of the rows, prediction and probability", HelpName = "FILE", Required = true };
    private readonly Option<bool> _onlyNew = new("--only-new") { Description = "Keep the rows that the output holds already, and predict the others" };
    private readonly StateOption _state = new();
    private readonly RegistryOption _registry = new();

    private PredictCommand(ToolContext tool) => _tool = tool;

    /// <summary>Makes the command.</summary>
    /// <param name="tool">The process.</param>
    public static Command Create(ToolContext tool)
    {
        var self = new PredictCommand(tool);
        var command = new Command("predict", "Predict the rows of a file with a registered model, or the model of a folder") { self._model, self._input, self._to, self._onlyNew, self._state.Option, self._registry.Option };
        command.SetAction((parsed, ct) => Task.FromResult(self.Execute(parsed, ct)));
        return command;
    }

    private int Execute(ParseResult parsed, CancellationToken ct)
    {
        var (input, output) = (parsed.GetValue(_input)!, parsed.GetValue(_to)!);
        var rows = RowReader.Open(_tool.FullPath(input), input);
        using var predictor = Predictor.Open(Folder(parsed, parsed.GetValue(_model)!, ct));
        var started = Stopwatch.GetTimestamp();
        var done = new RowPredictor(predictor).Write(rows, _tool.FullPath(output), output.Replace('\\', '/'), parsed.GetValue(_onlyNew), ct);
        var kept = done.Kept == 0 ? "" : $", kept {Quantity.Count(done.Kept)}";
        _tool.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"predicted {Quantity.Count(done.Predicted)} rows in {Quantity.Duration(Stopwatch.GetElapsedTime(started).TotalSeconds)}{kept}: {output}"));
        return ExitCode.Passed;
    }

    private string Folder(ParseResult parsed, string model, CancellationToken ct)
    {
        var folder = _tool.FullPath(model);
        if (Directory.Exists(folder))
        {
            return folder;
        }

        var registry = _registry.Open(parsed, _tool, _state.Folder(parsed, _tool, _tool.Folder));
        var version = registry.Find(ModelReference.Parse(model));
        registry.Fetch(version, ct);
        return version.Folder;
    }
}
