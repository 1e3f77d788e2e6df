using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using MlOps.Inference;
using MlOps.Inference.Explain;
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
    private const string Stream = "-";

    private readonly ToolContext _tool;
    private readonly Argument<string> _model = new("MODEL") { Description = $"A model's folder, or {ModelReference.Expected}" };
    private readonly Argument<string[]> _inputs = new("INPUT") { Description = "Data files (.csv, .tsv, .jsonl), .txt files, pictures, or folders of texts or pictures; - for JSON lines of standard input, each answered as it comes", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string[]> _texts = new("--text") { Description = "A text to predict", HelpName = "TEXT" };
    private readonly Option<string?> _input = new("--input") { Description = "A data file, as INPUT; needed with --only-new", HelpName = "FILE" };
    private readonly Option<string?> _to = new("--output") { Description = "The file to write: a .csv, .tsv, .jsonl or .json with the columns of the rows and the answers; standard output when absent", HelpName = "FILE" };
    private readonly Option<PredictionFormat?> _format = new("--format") { Description = "What standard output shows; table when absent, for - JSON lines" };
    private readonly Option<bool> _keepGoing = new("--keep-going") { Description = "Answer a line of - that cannot be read with its error, instead of stopping there" };
    private readonly Option<bool> _explain = new("--explain") { Description = "Show which words moved the score: each text is predicted again without each of its words" };
    private readonly Option<string?> _explainedLabel = new("--explain-label") { Description = "The label to explain; the likeliest of each row when absent", HelpName = "LABEL" };
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
            self._model, self._inputs, self._texts, self._input, self._to, self._format, self._keepGoing, self._explain, self._explainedLabel, self._onlyNew, self._precision, self._webhook, self._state.Option, self._registry.Option,
        };
        self._decision.AddTo(command);
        command.SetAction(self.ExecuteAsync);
        return command;
    }

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken ct)
    {
        if (Misuse(parsed) is { } misuse)
        {
            _tool.Out.WriteLine(misuse);
            return ExitCode.WrongUse;
        }

        var (input, output) = (parsed.GetValue(_input), parsed.GetValue(_to));
        using var predictor = Predictor.Open(Folder(parsed, parsed.GetValue(_model)!, ct), variant: parsed.GetValue(_precision));
        var format = new AnswerFormat(predictor.Description, _decision.Read(parsed, predictor.Description));
        if (IsStream(parsed))
        {
            return await AnswerLinesAsync(parsed, new(predictor, new(predictor, _tool.Folder), format), ct);
        }

        if (input is not null && output is not null && !parsed.GetValue(_explain))
        {
            WriteFile(predictor, format, input, output, parsed.GetValue(_onlyNew), ct);
            return ExitCode.Passed;
        }

        var sources = Sources(parsed, input, predictor.Description.Preparation).ToList();
        if (sources.Count == 0)
        {
            _tool.Out.WriteLine("there is nothing to predict; name an INPUT, or give a --text");
            return ExitCode.WrongUse;
        }

        if (parsed.GetValue(_explain))
        {
            Explain(parsed, predictor, sources, ct);
            return ExitCode.Passed;
        }

        var written = new PredictedOutput(_tool, format, predictor.Description.Preparation.TextColumn);
        var predicted = sources.SelectMany(source => new RowPredictor(predictor, new(predictor, source.Folder), format).Predict(source.Rows, ct));
        var columns = sources.SelectMany(source => source.Columns).Distinct().ToList();
        var shown = parsed.GetValue(_format) ?? PredictionFormat.Table;
        if (parsed.GetValue(_webhook) is not { } url)
        {
            written.Write(predicted, columns, output, shown);
            return ExitCode.Passed;
        }

        // a webhook is sent what was written, and a row that is sent is written before
        var kept = predicted.ToList();
        written.Write(kept, columns, output, shown);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(100) };
        _ = await new PredictionWebhook(http, new(url), _tool.Environment("MLOPS_WEBHOOK_TOKEN")).SendAsync(kept, format.Columns, ct);
        return ExitCode.Passed;
    }

    // what is wrong with options that do not go together; null where nothing is
    private string? Misuse(ParseResult parsed)
    {
        var (explains, format) = (parsed.GetValue(_explain), parsed.GetValue(_format));
        return parsed.GetValue(_onlyNew) && (parsed.GetValue(_input) is null || parsed.GetValue(_to) is null)
            ? "--only-new needs --input and --output: rows of one data file, and the file that holds those predicted before"
            : IsStream(parsed) && (parsed.GetValue(_inputs)!.Length > 1 || (parsed.GetValue(_texts) ?? []).Length > 0 || parsed.GetValue(_input) is not null || parsed.GetValue(_webhook) is not null || explains)
            ? $"{Stream} stands for JSON lines of standard input, which are answered as they come; it goes with no other INPUT, no --explain and no --webhook"
            : IsStream(parsed) && format is not (null or PredictionFormat.Jsonl) ? $"lines of {Stream} are answered in lines of JSON; leave out --format"
            : explains && parsed.GetValue(_to) is not null ? "--explain writes to standard output; leave out --output"
            : explains && format is { } asked && !ExplainedOutput.Formats.Contains(asked) ? $"explanations are written as {string.Join(", ", ExplainedOutput.Formats.Select(Spec.Kebab.Of))}"
            : !explains && format is PredictionFormat.Ansi or PredictionFormat.Html ? $"--format {Spec.Kebab.Of(format!.Value)} needs --explain"
            : null;
    }

    private bool IsStream(ParseResult parsed) => (parsed.GetValue(_inputs) ?? []).Contains(Stream);

    private async Task<int> AnswerLinesAsync(ParseResult parsed, LinePredictor lines, CancellationToken ct)
    {
        await using var input = _tool.OpenInput();
        if (parsed.GetValue(_to) is not { } output)
        {
            return Ended(await lines.RunAsync(input, _tool.Out, parsed.GetValue(_keepGoing), ct));
        }

        await using var file = new StreamWriter(_tool.FullPath(output));
        return Ended(await lines.RunAsync(input, file, parsed.GetValue(_keepGoing), ct));
    }

    // on standard error, for standard output holds answers alone
    private int Ended(AnsweredLines lines)
    {
        if (lines.Failed > 0)
        {
            _tool.Error.WriteLine($"{Quantity.Count(lines.Failed)} of {Quantity.Count(lines.Failed + lines.Answered)} lines could not be read");
        }

        return lines.Failed > 0 ? ExitCode.StepFailed : ExitCode.Passed;
    }

    private void Explain(ParseResult parsed, Predictor predictor, IEnumerable<PredictionSource> sources, CancellationToken ct)
    {
        var explainer = new Explainer(predictor, parsed.GetValue(_explainedLabel));
        var explanations = sources.SelectMany(source => source.Rows.Select(row => explainer.Explain(new RowInputs(predictor, source.Folder).Of(row), ct)));
        new ExplainedOutput(_tool.Out, parsed.GetValue(_model)!).Write(explanations, parsed.GetValue(_format) ?? PredictionFormat.Table);
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
