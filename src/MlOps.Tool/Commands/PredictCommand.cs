using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using MlOps.Inference;
using MlOps.Inference.Predict;
using MlOps.Models;
using MlOps.Registry;
using MlOps.Reporting;
using MlOps.Steps;
using MlOps.Text.Readers;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands;

/// <summary><c>dotnet mlops predict MODEL [INPUT...]</c>: says what a model makes of texts, pictures or the rows of a data file.</summary>
internal sealed class PredictCommand
{
    private const int ShownLetters = 60;

    private readonly ToolContext _tool;
    private readonly Argument<string> _model = new("MODEL") { Description = $"A model's folder, or {ModelReference.Expected}" };
    private readonly Argument<string[]> _inputs = new("INPUT") { Description = "Data files (.csv, .tsv, .jsonl), .txt files, pictures, or folders of texts or pictures", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string[]> _texts = new("--text") { Description = "A text to predict", HelpName = "TEXT" };
    private readonly Option<string?> _input = new("--input") { Description = "A data file, as INPUT; needed with --only-new", HelpName = "FILE" };
    private readonly Option<string?> _to = new("--output") { Description = "The file to write: a .csv, .tsv, .jsonl or .json with the columns of the rows and the answers; standard output when absent", HelpName = "FILE" };
    private readonly Option<PredictionFormat> _format = new("--format") { Description = "What standard output shows", DefaultValueFactory = _ => PredictionFormat.Table };
    private readonly Option<bool> _onlyNew = new("--only-new") { Description = "Keep the rows that the output holds already, and predict the others" };
    private readonly Option<ModelVariant> _precision = new("--precision") { Description = "The form of the model; int8 where 'quantize: int8' made it", DefaultValueFactory = _ => ModelVariant.Fp32 };
    private readonly DecisionOptions _decision = new();
    private readonly Option<string?> _webhook = new("--webhook") { Description = "Send the predicted rows to this URL too, as JSON; MLOPS_WEBHOOK_TOKEN is sent as bearer token", HelpName = "URL" };
    private readonly StateOption _state = new();
    private readonly RegistryOption _registry = new();

    private PredictCommand(ToolContext tool) => _tool = tool;

    /// <summary>Makes the command.</summary>
    /// <param name="tool">The process.</param>
    public static Command Create(ToolContext tool)
    {
        var self = new PredictCommand(tool);
        var command = new Command("predict", "Predict texts, pictures or the rows of a file with a registered model, or the model of a folder")
        {
            self._model, self._inputs, self._texts, self._input, self._to, self._format, self._onlyNew, self._precision, self._webhook, self._state.Option, self._registry.Option,
        };
        self._decision.AddTo(command);
        command.SetAction(self.ExecuteAsync);
        return command;
    }

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken ct)
    {
        var (input, output) = (parsed.GetValue(_input), parsed.GetValue(_to));
        var onlyNew = parsed.GetValue(_onlyNew);
        if (onlyNew && (input is null || output is null))
        {
            _tool.Out.WriteLine("--only-new needs --input and --output: rows of one data file, and the file that holds those predicted before");
            return ExitCode.WrongUse;
        }

        using var predictor = Predictor.Open(Folder(parsed, parsed.GetValue(_model)!, ct), variant: parsed.GetValue(_precision));
        var format = new AnswerFormat(predictor.Description, _decision.Read(parsed, predictor.Description));
        if (input is not null && output is not null)
        {
            WriteFile(predictor, format, input, output, onlyNew, ct);
            return ExitCode.Passed;
        }

        var predicted = Sources(parsed, input, predictor.Description.Preparation)
            .SelectMany(source => new RowPredictor(predictor, new(predictor, source.Folder), format).Predict(source.Rows, ct))
            .ToList();
        if (predicted.Count == 0)
        {
            _tool.Out.WriteLine("there is nothing to predict; name an INPUT, or give a --text");
            return ExitCode.WrongUse;
        }

        Write(predicted, format, output, parsed.GetValue(_format), predictor.Description.Preparation.TextColumn);
        if (parsed.GetValue(_webhook) is { } url)
        {
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(100) };
            _ = await new PredictionWebhook(http, new(url), _tool.Environment("MLOPS_WEBHOOK_TOKEN")).SendAsync(predicted, format.Columns, ct);
        }

        return ExitCode.Passed;
    }

    private IEnumerable<PredictionSource> Sources(ParseResult parsed, string? input, Preparation preparation) =>
        (parsed.GetValue(_texts) ?? []).Select(text => PredictionSource.OfText(text, preparation))
            .Concat((parsed.GetValue(_inputs) ?? []).Concat(input is null ? [] : [input]).Select(path => PredictionSource.At(_tool.FullPath(path), path.Replace('\\', '/'), preparation)));

    private void WriteFile(Predictor predictor, AnswerFormat format, string input, string output, bool onlyNew, CancellationToken ct)
    {
        var rows = RowReader.Open(_tool.FullPath(input), input);
        var folder = Path.GetDirectoryName(_tool.FullPath(input))!;
        var started = Stopwatch.GetTimestamp();
        var done = new RowPredictor(predictor, new(predictor, folder), format).Write(rows, _tool.FullPath(output), output.Replace('\\', '/'), onlyNew, ct);
        var kept = done.Kept == 0 ? "" : $", kept {Quantity.Count(done.Kept)}";
        _tool.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"predicted {Quantity.Count(done.Predicted)} rows in {Quantity.Duration(Stopwatch.GetElapsedTime(started).TotalSeconds)}{kept}: {output}"));
    }

    private void Write(List<(RawRow Row, IReadOnlyList<string> Cells)> predicted, AnswerFormat format, string? output, PredictionFormat shown, string column)
    {
        if (output is null && shown == PredictionFormat.Table)
        {
            string[] heading = [column, .. format.Columns.Select(answer => answer.Name)];
            _tool.Out.Write(new TextTable(heading).Add(predicted.Select(row => (IReadOnlyList<string>)[Shortened(row.Row[column] ?? ""), .. row.Cells])).ToString());
            return;
        }

        using var bytes = new MemoryStream();
        using (var writer = PredictionWriter.Create(bytes, output ?? $"rows.{Spec.Kebab.Of(shown)}", [.. predicted.SelectMany(row => row.Row.Names).Distinct()], format.Columns))
        {
            predicted.ForEach(row => writer.Write(row.Row, row.Cells));
        }

        if (output is null)
        {
            _tool.Out.Write(Encoding.UTF8.GetString(bytes.ToArray()));
        }
        else
        {
            Files.AtomicFile.Write(_tool.FullPath(output), stream => stream.Write(bytes.ToArray()));
            _tool.Out.WriteLine($"predicted {Quantity.Count(predicted.Count)} rows: {output}");
        }
    }

    private static string Shortened(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= ShownLetters ? line : line[..(ShownLetters - 1)] + "…";
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
