using System.CommandLine;
using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Drift;
using MlOps.Inference;
using MlOps.Inference.Predict;
using MlOps.Registry;
using MlOps.Requests;
using MlOps.Running;
using MlOps.Spec;
using MlOps.Steps;
using MlOps.Text.Readers;
using MlOps.Tool.Output;
using MlOps.Tool.Publishing;

namespace MlOps.Tool.Commands;

/// <summary><c>dotnet mlops monitor</c>: holds what a served model is asked and answers against the data that it was trained on, and reports as a run does.</summary>
internal sealed class MonitorCommand
{
    private readonly ToolContext _tool;
    private readonly PipelineOptions _options;
    private readonly Argument<string> _model = new("NAME") { Description = $"The model: NAME for the version in Production, or {ModelReference.Expected}" };
    private readonly Option<string?> _log = new("--log") { Description = "The folder of the request log, or a file of rows that the model then predicts (default: 'log' of 'monitor', or the state folder's own)", HelpName = "FOLDER|FILE" };
    private readonly Option<string?> _since = new("--since") { Description = "How far back requests count, such as 7d (default: 'since' of 'monitor')", HelpName = "AGE" };
    private readonly Option<string?> _junit = new("--junit") { Description = "Write the gates as JUnit test cases, too", HelpName = "FILE" };
    private readonly Option<string?> _check = new("--check") { Description = "The name of the check on GitHub (default: that of the pipeline with 'monitor' behind it)", HelpName = "NAME" };
    private readonly RequireOption _require = new();
    private readonly RegistryOption _registry = new();
    private readonly OutputOption _output = new();

    private MonitorCommand(ToolContext tool, Command command) => (_tool, _options) = (tool, new(command, fileIsArgument: false));

    /// <summary>Makes the command.</summary>
    /// <param name="tool">The process.</param>
    public static Command Create(ToolContext tool)
    {
        var command = new Command("monitor", "Hold the requests of a served model against the data that it was trained on");
        var self = new MonitorCommand(tool, command);
        command.Add(self._model);
        foreach (var option in (Option[])[self._log, self._since, self._junit, self._check, self._require.Option, self._registry.Option, self._output.Option])
        {
            command.Add(option);
        }

        self._since.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && Age.Parse(text) is null)
            {
                result.AddError($"--since is '{text}'; expected {Age.Expected}");
            }
        });
        command.SetAction(self.ExecuteAsync);
        return command;
    }

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken ct)
    {
        var (started, found, output) = (_tool.Time.GetUtcNow(), new DiagnosticBag(), _output.Create(parsed, _tool));
        var pipeline = LoadedPipeline.Read(_options, parsed, _tool, found);
        if (pipeline.Spec is { Monitor: null } without)
        {
            found.Add(Rules.MissingKey, new(without.File), "the pipeline has no 'monitor'; give it one with 'gates', such as psi(length) <= 0.2");
        }

        var state = pipeline.State;
        state.Create();
        var server = new CiOutput(state, _tool, _output.IsJson(parsed) ? _tool.Error : _tool.Out);
        await using var github = GitHubRun.Begin(_tool, () => Asked(parsed, pipeline), state, _require.Value(parsed), ct);
        if (found.HasErrors)
        {
            output.Diagnostics(found.InOrder);
            server.Invalid(found.InOrder, await github.EndAsync(found.InOrder));
            return ExitCode.WrongUse;
        }

        var run = Run(started, pipeline.Spec!, Compare(parsed, pipeline, started, ct));
        return await new FinishedRun(state, _tool, github, output, server).KeepAsync(run, parsed.GetValue(_junit) is { } junit ? _tool.FullPath(junit) : null);
    }

    // a check of its own: the pipeline's tells of the model when it was trained
    private AskedReport? Asked(ParseResult parsed, LoadedPipeline pipeline)
    {
        var name = parsed.GetValue(_check) ?? (AskedReport.Of(pipeline) is { } own ? $"{own.Identity.CheckName} monitor" : null);
        return name is null ? null : new(new(name, name), Comment: false);
    }

    private StepResult Compare(ParseResult parsed, LoadedPipeline pipeline, DateTimeOffset now, CancellationToken ct)
    {
        var spec = pipeline.Spec!.Monitor!;
        var registry = parsed.GetValue(_registry.Option) is null ? pipeline.Registry : _registry.Open(parsed, _tool, pipeline.State);
        var asked = parsed.GetValue(_model)!;
        var version = registry.Find(ModelReference.Parse(asked.Contains('@', StringComparison.Ordinal) ? asked : $"{asked}@{Stage.Production}"));
        var reference = registry.LineageOf(version).Profile ?? throw new MlOpsException(
            Rules.NoProfile, Location.None, $"version {version.Version} of '{version.Model}' says nothing of the data that it was trained on: an earlier mlops registered it");

        var (path, shown) = Log(parsed, pipeline);
        var from = (parsed.GetValue(_since) is { } since ? Age.Parse(since) : spec.Since) is { } age ? now - age : (DateTimeOffset?)null;
        var isLog = Directory.Exists(path) || !File.Exists(path) || RequestLogReader.IsLog(path);
        var live = isLog
            ? new LoggedRequests(new(path, shown), shown).Gather(version.Model, version.Version.ToString(CultureInfo.InvariantCulture), from, reference)
            : Predict(registry, version, path, shown, reference, ct);

        var features = new ProfileComparison(spec.MinRows).Run(reference, live.Profile);
        var judge = new DriftJudge(spec);
        var evaluation = judge.Judge(features, live);
        return new()
        {
            Metrics = evaluation.Metrics,
            Evaluation = evaluation,
            Drift = new(version.Model, version.Version, shown, isLog ? from : null, live.Rows, spec.MinRows, live.Metrics, features),
            Diagnostics = [.. judge.Diagnostics(evaluation)],
        };
    }

    private (string Path, string Shown) Log(ParseResult parsed, LoadedPipeline pipeline)
    {
        var state = pipeline.State;
        return parsed.GetValue(_log) is { } given ? (_tool.FullPath(given), given.Replace('\\', '/'))
            : pipeline.Spec!.Monitor!.Log is { } log ? (Path.GetFullPath(Path.Combine(pipeline.Spec.Folder, log)), log.Shown)
            : (state.Requests, Path.GetRelativePath(_tool.Folder, state.Requests).Replace('\\', '/'));
    }

    private static LiveData Predict(ModelRegistry registry, ModelVersion version, string path, string shown, DataProfile reference, CancellationToken ct)
    {
        var reader = RowReader.Open(path, shown);
        registry.Fetch(version, ct);
        using var predictor = Predictor.Open(version.Folder);
        return new RowsToMonitor(predictor, new(predictor, Path.GetDirectoryName(path)!)).Gather(reader, reference, ct);
    }

    private RunResult Run(DateTimeOffset started, PipelineSpec spec, StepResult result)
    {
        var seconds = (_tool.Time.GetUtcNow() - started).TotalSeconds;
        return new()
        {
            Id = RunIdentity.IdAt(started),
            Pipeline = spec.Name,
            File = spec.File,
            Seed = spec.Seed,
            Started = started,
            Seconds = seconds,
            Verdict = result.Evaluation!.Passed ? Verdict.Passed : Verdict.GateNotMet,
            Steps = [new("monitor", "monitor", spec.Monitor!.Gates[0].Text.Location, StepStatus.Ran, "", seconds, result, Failure: null, SkippedFor: null)],
            Environment = MachineFacts.Read(_tool.Environment, BuiltFrom.HasOwnLibtorch).Describe(),
        };
    }
}
