using System.CommandLine;
using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Reporting.Ci;
using MlOps.Running;
using MlOps.Tool.Output;
using MlOps.Tool.Publishing;

namespace MlOps.Tool.Commands;

/// <summary><c>dotnet mlops run</c>: runs a pipeline, or what of it is not done yet.</summary>
internal sealed class RunCommand
{
    private readonly ToolContext _tool;
    private readonly PipelineOptions _options;
    private readonly Option<string?> _until = new("--until") { Description = "Stop after this step", HelpName = "STEP" };
    private readonly Option<string[]> _force = new("--force") { Description = "Run this step even when its output is there; may be given more than once", HelpName = "STEP" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Say what would run, and run nothing" };
    private readonly Option<bool> _acceptLoss = new("--accept-champion-loss") { Description = "Pass gates against a champion that cannot be scored any more; needs --reason" };
    private readonly Option<string?> _reason = new("--reason") { Description = "Why, for the registry's history", HelpName = "TEXT" };
    private readonly GatesFromOption _gatesFrom;
    private readonly RequireOption _require = new();
    private readonly OutputOption _output = new();

    private RunCommand(ToolContext tool, Command command)
    {
        _tool = tool;
        _gatesFrom = new(tool);
        _options = new(command);
        command.Add(_until);
        command.Add(_force);
        command.Add(_dryRun);
        command.Add(_acceptLoss);
        command.Add(_reason);
        command.Add(_gatesFrom.Option);
        command.Add(_require.Option);
        command.Add(_output.Option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_acceptLoss) && string.IsNullOrWhiteSpace(result.GetValue(_reason)))
            {
                result.AddError("--accept-champion-loss needs --reason \"...\"");
            }
        });
        command.SetAction(ExecuteAsync);
    }

    /// <summary>Makes the command.</summary>
    /// <param name="tool">The process.</param>
    public static Command Create(ToolContext tool)
    {
        var command = new Command("run", "Run a pipeline; steps whose settings and inputs did not change are reused");
        _ = new RunCommand(tool, command);
        return command;
    }

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken ct)
    {
        var last = Last(parsed);
        if (MayRepeat(parsed) && last.Repeat() is { } exit)
        {
            return exit;
        }

        var found = new DiagnosticBag();
        var output = _output.Create(parsed, _tool);
        var pipeline = LoadedPipeline.Read(_options, parsed, _tool, found);
        pipeline.RequireStep("--until", parsed.GetValue(_until), found);
        foreach (var step in Forced(parsed))
        {
            pipeline.RequireStep("--force", step, found);
        }

        // a build server reads both streams; one document for programs stays one document
        var server = new CiOutput(pipeline.State, _tool, _output.IsJson(parsed) ? _tool.Error : _tool.Out);
        if (parsed.GetValue(_dryRun))
        {
            return DryRun(parsed, pipeline, output, server, found);
        }

        await using var github = GitHubRun.Begin(_tool, () => AskedReport.Of(pipeline), pipeline.State, _require.Value(parsed), ct);
        last.Forget();
        server.Forget();
        var result = found.HasErrors ? null : await RunAsync(parsed, pipeline, github, found, ct);
        if (result is null)
        {
            output.Diagnostics(found.InOrder);
            server.Invalid(found.InOrder, await github.EndAsync(found.InOrder));
            return ExitCode.WrongUse;
        }

        var comparesGates = _gatesFrom.IsAsked(parsed);
        result = await new FinishedRun(pipeline.State, _tool, github, output, server)
            .ShowAsync(result, pipeline.JunitFile, comparesGates ? null : pipeline.Watched);
        if (!comparesGates)
        {
            last.Remember(result, pipeline);
        }

        return ExitCode.Of(result);
    }

    private int DryRun(ParseResult parsed, LoadedPipeline pipeline, ResultOutput output, CiOutput server, DiagnosticBag found)
    {
        if (found.HasErrors)
        {
            output.Diagnostics(found.InOrder);
            return ExitCode.WrongUse;
        }

        var plan = Prepare(parsed, pipeline).Plan(found);
        output.Plan(plan, found.InOrder);
        server.Plan(plan);
        return found.HasErrors ? ExitCode.WrongUse : ExitCode.Passed;
    }

    // a check belongs to one commit: where GitHub may be told, the pipeline is read, as it says whether it is
    private bool MayRepeat(ParseResult parsed) =>
        !_gatesFrom.IsAsked(parsed)
        && !_output.IsJson(parsed)
        && !parsed.GetValue(_dryRun)
        && Forced(parsed).Count == 0
        && _require.Value(parsed) is null
        && (CiDetector.Find(_tool.Environment) is null || !GitHubTarget.HasSignIn(_tool.Environment));

    private async Task<RunResult?> RunAsync(ParseResult parsed, LoadedPipeline pipeline, GitHubRun github, DiagnosticBag found, CancellationToken ct)
    {
        try
        {
            var run = Prepare(parsed, pipeline);
            return await ProgressView.WatchAsync(_tool, events => run.ExecuteAsync(new RunProgress(events, github), found, ct));
        }
        catch (MlOpsException e)
        {
            _ = await github.EndAsync([e.Diagnostic]);
            throw;
        }
    }

    private PipelineRun Prepare(ParseResult parsed, LoadedPipeline pipeline)
    {
        var (judged, review) = _gatesFrom.Apply(parsed, pipeline);
        var build = CiDetector.Detect(_tool.Environment, new());
        return judged.Run(
            new(
                parsed.GetValue(_until),
                Forced(parsed),
                CurrentUser.Of(_tool.Environment),
                build is not null,
                parsed.GetValue(_acceptLoss) ? parsed.GetValue(_reason) : null)
            {
                GateReview = review,
                Unmerged = build?.PullRequest is { } number ? $"pull request {number}" : null,
                MayRegister = build is not { IsFork: true },
            },
            _tool);
    }

    private HashSet<string> Forced(ParseResult parsed) => (parsed.GetValue(_force) ?? []).ToHashSet(StringComparer.Ordinal);

    // everything of the command line that makes a difference, and nothing that may be a secret
    private LastRun Last(ParseResult parsed)
    {
        var file = _options.File(parsed);
        var state = _options.State.Folder(parsed, _tool, Path.GetDirectoryName(_tool.FullPath(file))!);
        var set = string.Join('\n', _options.Set(parsed).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
        return new(
            _tool,
            state,
            $"file {file} in {_tool.Folder}",
            $"profile {_options.Profile(parsed)}, until {parsed.GetValue(_until)}",
            $"set {(set.Length == 0 ? "nothing" : ContentHash.OfText(set))}",
            $"accepted champion loss {(parsed.GetValue(_acceptLoss) ? ContentHash.OfText(parsed.GetValue(_reason)!) : "no")}");
    }
}
