using System.CommandLine;
using System.Text.Json;
using MlOps.Diagnostics;
using MlOps.Drift;
using MlOps.Experiments;
using MlOps.Requests;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands;

/// <summary><c>dotnet mlops ab report [NAME]</c>: what the arms of a served model did, and whether they differ.</summary>
internal sealed class AbCommand
{
    private readonly ToolContext _tool;
    private readonly Argument<string?> _route = new("NAME") { Description = "The name that clients ask for (default: every one in the log)", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _log = new("--log") { Description = "The folder that the server logs to (default: the state folder's 'traffic')", HelpName = "FOLDER" };
    private readonly Option<string?> _since = new("--since") { Description = "How far back requests count, such as 7d (default: all)", HelpName = "AGE" };
    private readonly StateOption _state = new();
    private readonly OutputOption _output = new();

    private AbCommand(ToolContext tool) => _tool = tool;

    /// <summary>Makes the command.</summary>
    /// <param name="tool">The process.</param>
    public static Command Create(ToolContext tool)
    {
        var self = new AbCommand(tool);
        var report = new Command("report", "Requests, errors, latency, answers and feedback of each arm and shadow, with intervals and a test that may be looked at any time")
        {
            self._route, self._log, self._since, self._state.Option, self._output.Option,
        };
        self._since.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && Age.Parse(text) is null)
            {
                result.AddError($"--since is '{text}'; expected {Age.Expected}");
            }
        });
        report.SetAction(self.Report);
        return new("ab", "Compare the arms that a server splits its requests between") { report };
    }

    private int Report(ParseResult parsed)
    {
        var folder = parsed.GetValue(_log) is { } given ? _tool.FullPath(given) : _state.Folder(parsed, _tool, _tool.Folder).Traffic;
        var shown = parsed.GetValue(_log)?.Replace('\\', '/') ?? Path.GetRelativePath(_tool.Folder, folder).Replace('\\', '/');
        var log = new LoggedExperiment(new(folder, shown), shown);
        var from = parsed.GetValue(_since) is { } since ? _tool.Time.GetUtcNow() - Age.Parse(since)! : null;
        var routes = log.Routes();
        if (parsed.GetValue(_route) is { } asked && !routes.Contains(asked))
        {
            throw new MlOpsException(Rules.MissingInput, new(shown), $"the log holds no requests for '{asked}'; it has {(routes.Count == 0 ? "none at all" : string.Join(", ", routes))}{Spelling.Hint(asked, routes)}");
        }

        ExperimentReport[] reports = [.. routes.Where(route => parsed.GetValue(_route) is null || route == parsed.GetValue(_route)).Select(route => log.Gather(route, from))];
        _tool.Out.Write(_output.IsJson(parsed)
            ? JsonSerializer.Serialize(reports, ExperimentJson.Default.IReadOnlyListExperimentReport) + "\n"
            : reports.Length == 0 ? $"{shown} holds no requests\n"
            : string.Join('\n', reports.Select(ExperimentText.Of)));
        return ExitCode.Passed;
    }
}
