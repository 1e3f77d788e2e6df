using System.CommandLine;
using MlOps.Diagnostics;
using MlOps.Metrics;
using MlOps.Metrics.Files;
using MlOps.Metrics.Gates;
using MlOps.Registry;
using MlOps.Reporting.Ci;
using MlOps.Running;
using MlOps.Spec;
using MlOps.Steps;
using MlOps.Tool.Output;
using MlOps.Tool.Publishing;

namespace MlOps.Tool.Commands;

/// <summary><c>dotnet mlops gate</c>: judges metrics of a model that was trained elsewhere, and reports as a run does.</summary>
internal sealed class GateCommand
{
    private readonly ToolContext _tool;
    private readonly Argument<string> _metrics = new("METRICS") { Description = $"The candidate's metrics: {MetricsFile.Kinds}, or a registered version such as mail-spam@latest" };
    private readonly Option<string[]> _gate = new("--gate") { Description = "A gate, such as 'f1 >= 0.9'; may be given more than once", HelpName = "GATE" };
    private readonly Option<string?> _gates = new("--gates") { Description = "A text file with a gate a line; # begins a comment", HelpName = "FILE" };
    private readonly Option<string?> _baseline = new("--baseline") { Description = "Metrics of the model in use, which 'champion.f1' names: as METRICS", HelpName = "METRICS" };
    private readonly Option<NoChampion> _noChampion = new("--no-champion") { Description = "What becomes of a gate that names the champion when there is no --baseline: auto passes on a person's machine and fails on a build server" };
    private readonly Option<string?> _name = new("--name") { Description = "Names the report (default: the file's name)", HelpName = "NAME" };
    private readonly Option<string?> _junit = new("--junit") { Description = "Write the gates as JUnit test cases, too", HelpName = "FILE" };
    private readonly Option<string?> _check = new("--check") { Description = "Show the verdict on GitHub as a check of this name, and as a comment on the pull request", HelpName = "NAME" };
    private readonly RequireOption _require = new();
    private readonly StateOption _state = new();
    private readonly RegistryOption _registry = new();
    private readonly OutputOption _output = new();

    private GateCommand(ToolContext tool) => _tool = tool;

    /// <summary>Makes the command.</summary>
    /// <param name="tool">The process.</param>
    public static Command Create(ToolContext tool)
    {
        var self = new GateCommand(tool);
        var command = new Command("gate", "Judge metrics of a model that was trained elsewhere")
        {
            self._metrics, self._gate, self._gates, self._baseline, self._noChampion, self._name, self._junit, self._check, self._require.Option, self._state.Option, self._registry.Option, self._output.Option,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(self._gate) is null or [] && result.GetValue(self._gates) is null)
            {
                result.AddError("no gate is given: --gate 'f1 >= 0.9', or --gates FILE");
            }
        });
        command.SetAction(self.ExecuteAsync);
        return command;
    }

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken ct)
    {
        var (started, found, output) = (_tool.Time.GetUtcNow(), new DiagnosticBag(), _output.Create(parsed, _tool));
        var metrics = Read(parsed, parsed.GetValue(_metrics)!);
        var judge = new FileGates(metrics, parsed.GetValue(_baseline) is { } baseline ? Read(parsed, baseline) : null);
        var gates = judge.Read(Texts(parsed), found);
        if (gates.Count == 0 && !found.HasErrors)
        {
            found.Add(Rules.BadGate, new(parsed.GetValue(_gates)!), "the file holds no gate; expected one a line, such as 'f1 >= 0.9'");
        }

        var state = _state.Folder(parsed, _tool, _tool.Folder);
        state.Create();
        var server = new CiOutput(state, _tool, _output.IsJson(parsed) ? _tool.Error : _tool.Out);
        await using var github = GitHubRun.Begin(_tool, () => Asked(parsed, metrics), state, _require.Value(parsed), ct);
        if (found.HasErrors)
        {
            output.Diagnostics(found.InOrder);
            server.Invalid(found.InOrder, await github.EndAsync(found.InOrder));
            return ExitCode.WrongUse;
        }

        // a gate of the command line has no line that an annotation could stand on: its file is that of the metrics
        gates = [.. gates.Select(gate => gate.Text.Location.File == _gate.Name ? gate with { Text = gate.Text with { Location = new(metrics.Shown) } } : gate)];
        var policy = GatePolicy.Of(parsed.GetValue(_noChampion), CiDetector.Find(_tool.Environment) is not null, acceptedLoss: null);
        var run = Run(parsed, metrics, started, judge.Judge(gates, policy));
        return await new FinishedRun(state, _tool, github, output, server).KeepAsync(run, parsed.GetValue(_junit) is { } junit ? _tool.FullPath(junit) : null);
    }

    private AskedReport? Asked(ParseResult parsed, MetricsFile metrics) =>
        parsed.GetValue(_check) is { Length: > 0 } name ? new(new(name, NameOf(parsed, metrics)), Comment: true) : null;

    private string NameOf(ParseResult parsed, MetricsFile metrics) => parsed.GetValue(_name) ?? Path.GetFileNameWithoutExtension(metrics.Shown);

    private MetricsFile Read(ParseResult parsed, string shown)
    {
        var path = _tool.FullPath(shown);
        if (Path.Exists(path) || ModelReference.TryParse(shown) is not { } reference)
        {
            return MetricsFile.Read(path, shown);
        }

        var registry = _registry.Open(parsed, _tool, _state.Folder(parsed, _tool, _tool.Folder));
        using (registry as IDisposable)
        {
            var lineage = registry.LineageOf(registry.Find(reference));
            return MetricsFile.OfVersion(shown, lineage.Metrics, lineage.DataHash, lineage.Rows);
        }
    }

    private IEnumerable<SpecText> Texts(ParseResult parsed)
    {
        var given = (parsed.GetValue(_gate) ?? []).Select(text => new SpecText(text, new(_gate.Name, 1, 1)));
        return parsed.GetValue(_gates) is { } file ? given.Concat(Lines(file)) : given;
    }

    private IEnumerable<SpecText> Lines(string shown)
    {
        if (!File.Exists(_tool.FullPath(shown)))
        {
            throw new MlOpsException(Rules.MissingInput, new(shown), "there is no such file; expected a text file with a gate a line");
        }

        return File.ReadAllLines(_tool.FullPath(shown))
            .Select((line, index) => new SpecText(line.Split('#')[0].Trim(), new(shown.Replace('\\', '/'), index + 1, line.Length - line.TrimStart().Length + 1)))
            .Where(line => line.Value.Length > 0);
    }

    private RunResult Run(ParseResult parsed, MetricsFile metrics, DateTimeOffset started, Evaluation evaluation)
    {
        var seconds = (_tool.Time.GetUtcNow() - started).TotalSeconds;
        var result = new StepResult
        {
            Metrics = evaluation.Metrics,
            Evaluation = evaluation,
            Diagnostics = [.. evaluation.Gates.Select(gate => gate.ToDiagnostic()).OfType<Diagnostic>()],
        };
        return new()
        {
            Id = RunIdentity.IdAt(started),
            Pipeline = NameOf(parsed, metrics),
            File = metrics.Shown,
            Seed = 0,
            Started = started,
            Seconds = seconds,
            Verdict = evaluation.Passed ? Verdict.Passed : Verdict.GateNotMet,
            Steps = [new("gate", "gate", new(metrics.Shown), StepStatus.Ran, "", seconds, result, Failure: null, SkippedFor: null)],
            Environment = MachineFacts.Read(_tool.Environment, BuiltFrom.HasOwnLibtorch).Describe(),
        };
    }
}
