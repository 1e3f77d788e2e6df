using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MlOps.Diagnostics;
using MlOps.Inference.Compare;
using MlOps.Reporting;
using MlOps.Reporting.Comparison;
using MlOps.Running;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands;

/// <summary><c>dotnet mlops runs</c>: the runs of a state folder, one of them, or two side by side.</summary>
internal sealed class RunsCommand
{
    private readonly ToolContext _tool;
    private readonly StateOption _state = new();

    private RunsCommand(ToolContext tool) => _tool = tool;

    /// <summary>Makes the command.</summary>
    /// <param name="tool">The process.</param>
    public static Command Create(ToolContext tool)
    {
        var self = new RunsCommand(tool);
        var command = new Command("runs", "List the runs, show one, or compare two");
        self._state.Option.Recursive = true;
        command.Add(self._state.Option);
        command.SetAction(self.List);
        command.Add(self.Show());
        command.Add(self.Compare());
        return command;
    }

    private StateFolder State(ParseResult parsed) => _state.Folder(parsed, _tool, _tool.Folder);

    private RunRecords Records(ParseResult parsed) => new(State(parsed));

    private int List(ParseResult parsed)
    {
        var records = Records(parsed);
        var table = new TextTable("run", "pipeline", "started", "seconds", "verdict").Add(records.Ids().Select(records.Find).OfType<RunResult>().Select(run => new[]
        {
            run.Id,
            run.Pipeline,
            run.Started.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            run.Seconds.ToString("0.0", CultureInfo.InvariantCulture),
            Verdicts.Word(run.Verdict),
        }));
        _tool.Out.Write(table.IsEmpty ? "no runs yet\n" : table.ToString());
        return ExitCode.Passed;
    }

    private Command Show()
    {
        var command = new Command("show", "Show one run again");
        var id = new Argument<string>("ID") { Description = "A run's id, or 'last'" };
        var output = new OutputOption();
        command.Add(id);
        command.Add(output.Option);
        command.SetAction(parsed =>
        {
            output.Create(parsed, _tool).Run(Find(parsed, parsed.GetValue(id)!), null);
            return ExitCode.Passed;
        });
        return command;
    }

    private Command Compare()
    {
        var command = new Command("compare", "Show two runs side by side: metrics with a paired test, settings, slices, rows that changed sides");
        var (a, b) = (new Argument<string>("A") { Description = "A run's id" }, new Argument<string>("B") { Description = "Another run's id, or 'last'" });
        var format = new Option<string>("--format") { Description = "text, md, html or json", HelpName = "text|md|html|json", DefaultValueFactory = _ => "text" }.AcceptOnlyFromAmong("text", "md", "html", "json");
        command.Add(a);
        command.Add(b);
        command.Add(format);
        command.SetAction(parsed =>
        {
            var runs = new RunComparer(new(State(parsed).Cache)).Compare(Find(parsed, parsed.GetValue(a)!), Find(parsed, parsed.GetValue(b)!));
            var report = DifferenceReport.Of(runs);
            _tool.Out.Write(parsed.GetValue(format) switch
            {
                "md" => MarkdownReport.Write(report),
                "html" => HtmlReport.Write(report),
                "json" => JsonSerializer.Serialize(runs, ComparisonJson.Default.RunDifference) + "\n",
                _ => TextReport.Write(report, [.. report.Sections.Select(section => section.Heading)]),
            });
            return ExitCode.Passed;
        });
        return command;
    }

    private RunResult Find(ParseResult parsed, string id)
    {
        var records = Records(parsed);
        var ids = records.Ids().ToList();
        var wanted = id == "last" ? ids.FirstOrDefault() : id;
        return (wanted is null ? null : records.Find(wanted)) ?? throw new MlOpsException(
            Rules.MissingInput, new(id), ids.Count == 0 ? "there are no runs yet" : $"there is no run of this id; the last one is {ids[0]}{Spelling.Hint(id, ids)}");
    }
}
