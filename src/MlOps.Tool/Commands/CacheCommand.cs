using System.CommandLine;
using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Metrics;
using MlOps.Running;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands;

/// <summary><c>dotnet mlops cache</c>: the outputs that are kept, and what of them can go.</summary>
internal sealed class CacheCommand
{
    private readonly ToolContext _tool;
    private readonly StateOption _state = new();

    private CacheCommand(ToolContext tool) => _tool = tool;

    /// <summary>Makes the command.</summary>
    /// <param name="tool">The process.</param>
    public static Command Create(ToolContext tool)
    {
        var self = new CacheCommand(tool);
        var command = new Command("cache", "List the outputs that are kept for reuse, or remove old ones");
        self._state.Option.Recursive = true;
        command.Add(self._state.Option);
        command.SetAction(self.List);
        command.Add(self.Prune());
        return command;
    }

    private int List(ParseResult parsed)
    {
        var cache = new StepCache(_state.Folder(parsed, _tool, _tool.Folder).Cache);
        IEnumerable<(string Fingerprint, string Step, string Kind, long Bytes, DateTime Made)> kept = cache.All().Select(kept => (kept.Record.Fingerprint.Sha256, kept.Record.Name, kept.Record.Kind, kept.Bytes, kept.Made))
            .Concat(cache.AllCheckpoints().Select(kept => (kept.Fingerprint, "", "checkpoints", kept.Bytes, kept.Made)));
        var table = new TextTable("fingerprint", "step", "kind", "size", "made").Add(kept.OrderByDescending(entry => entry.Made).Select(entry => new[]
        {
            entry.Fingerprint[..12],
            entry.Step,
            entry.Kind,
            MetricText.Of(entry.Bytes, MetricUnit.Bytes),
            entry.Made.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        }));
        _tool.Out.Write(table.IsEmpty ? "nothing is kept\n" : table.ToString());
        return ExitCode.Passed;
    }

    private Command Prune()
    {
        var command = new Command("prune", "Remove outputs and checkpoints that none of the newest runs used");
        var keep = new Option<int>("--keep") { Description = "How many runs count as the newest", HelpName = "RUNS", DefaultValueFactory = _ => 3 };
        keep.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 0)
            {
                result.AddError("--keep is less than 0; expected how many runs count as the newest");
            }
        });
        command.Add(keep);
        command.SetAction(async (parsed, ct) =>
        {
            var state = _state.Folder(parsed, _tool, _tool.Folder);
            if (!Directory.Exists(state.Cache))
            {
                throw new MlOpsException(Rules.MissingInput, new(state.Path), "there is no cache in this state folder");
            }

            using var held = await StateLock.TakeAsync(state, () => _tool.Error.WriteLine("a run works in this state folder; waiting for its end"), _tool.Time, ct);
            Remove(state, parsed.GetValue(keep));
            return ExitCode.Passed;
        });
        return command;
    }

    private void Remove(StateFolder state, int runs)
    {
        var (records, cache) = (new RunRecords(state), new StepCache(state.Cache));
        var used = records.Ids().Take(runs).Select(records.Find).OfType<RunResult>()
            .SelectMany(run => run.Steps).Select(step => step.Fingerprint).ToHashSet(StringComparer.Ordinal);
        var old = cache.All().Where(kept => !used.Contains(kept.Record.Fingerprint.Sha256)).ToList();
        foreach (var (record, _, _) in old)
        {
            cache.Remove(record.Fingerprint.Sha256);
        }

        var checkpoints = cache.AllCheckpoints().Where(kept => !used.Contains(kept.Fingerprint)).ToList();
        checkpoints.ForEach(kept => cache.RemoveCheckpoints(kept.Fingerprint));
        cache.RemoveUnfinished();
        var what = Plural.Of(old.Count, "output") + (checkpoints.Count > 0 ? $" and the checkpoints of {Plural.Of(checkpoints.Count, "step")}" : "");
        _tool.Out.WriteLine($"removed {what}, {MetricText.Of(old.Sum(kept => kept.Bytes) + checkpoints.Sum(kept => kept.Bytes), MetricUnit.Bytes)}");
    }
}
