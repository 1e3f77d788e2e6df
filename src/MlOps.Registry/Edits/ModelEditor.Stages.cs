using System.Globalization;
using MlOps.Diagnostics;

namespace MlOps.Registry;

/// <content>Versions, their stages, and the approvals that some wait for.</content>
internal sealed partial class ModelEditor
{
    /// <summary>Registers a candidate: adds its version where it is new, and gives it the stage that it asks for where nothing speaks against it.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="version">Its version: a known one, or the new one in None.</param>
    /// <param name="filesHash">SHA-256 over all files of a new version; null for a known one.</param>
    /// <remarks>A known version is never moved down: one in Production that is asked for Staging stays in Production.</remarks>
    public Registration Register(Candidate candidate, ModelVersion version, string? filesHash)
    {
        if (filesHash is not null)
        {
            version = version with { Approvals = candidate.Approvals };
            Model = Model with { Versions = [.. Model.Versions, version], LastNumber = version.Version };
            Remember(new(version.Version, HistoryAction.Registered, null, Stage.None, version.At, change with { Reason = candidate.Refused ?? change.Reason }) { Value = filesHash });
        }

        var moves = candidate.Refused is null && Rank(candidate.Stage) > Rank(version.Stage);
        var result = moves ? Move(version with { Approvals = candidate.Approvals }, new(version.Version, candidate.Stage)) : Result(version.Version);
        return new(candidate.Model, version.Version, result.Version!.Stage, version.ContentHash, filesHash is not null, result.Replaced, candidate.Refused)
        {
            Waits = moves && result.Version.Waiting is { } waiting ? Count(waiting.Missing) : null,
        };
    }

    private EditResult Move(ModelVersion version, RegistryEdit.Move edit)
    {
        if (version.Stage == edit.Stage)
        {
            return Result(version.Version);
        }

        if (edit.Gates is { } judged && judged.Champion != Model.Production?.Version)
        {
            throw new MlOpsException(Rules.ChampionMoved, Location.None, $"the version of '{Model.Name}' in Production changed while the gates were judged; judge them again");
        }

        var needsApproval = version.Approvals > 0 && Rank(edit.Stage) > Rank(version.Stage) && !WasIn(version, edit.Stage);
        return needsApproval ? Ask(version, edit) : MoveNow(version, edit.Stage, HistoryAction.Moved, edit.Gates?.Summary ?? "");
    }

    private EditResult MoveNow(ModelVersion version, Stage to, HistoryAction action, string value)
    {
        var replaced = to is Stage.Staging or Stage.Production ? Model.Versions.FirstOrDefault(other => other.Stage == to) : null;
        if (replaced is not null)
        {
            Replace(replaced with { Stage = Stage.Archived });
            var reason = string.Create(CultureInfo.InvariantCulture, $"version {version.Version} took its place");
            Remember(new(replaced.Version, HistoryAction.Moved, replaced.Stage, Stage.Archived, at, change with { Reason = reason }));
        }

        // a version that is archived, or reaches what it waits for, waits no longer
        var waits = to != Stage.Archived && version.Waiting is { } waiting && Rank(waiting.Stage) > Rank(to);
        Replace(version with { Stage = to, Waiting = waits ? version.Waiting : null });
        Remember(new(version.Version, action, version.Stage, to, at, change) { Value = value });
        return Result(version.Version, replaced?.Version);
    }

    private EditResult Ask(ModelVersion version, RegistryEdit.Move edit)
    {
        var champion = Model.Production?.Version;
        if (version.Waiting is { } known && known.Stage == edit.Stage && known.Champion == champion)
        {
            return Result(version.Version);
        }

        Replace(version with { Waiting = new(edit.Stage, version.Approvals, champion, change.By, at, []) });
        Remember(new(version.Version, HistoryAction.Asked, version.Stage, edit.Stage, at, change) { Value = edit.Gates?.Summary ?? "" });
        return Result(version.Version);
    }

    private EditResult Approve(ModelVersion version)
    {
        var waiting = RequireWaiting(version);
        var refused = change.By == version.By ? Invariant($"{change.By} registered {Name(version.Version)}; another person must approve it")
            : change.By == waiting.By ? Invariant($"{change.By} asked for the stage; another person must approve {Name(version.Version)}")
            : waiting.Approvals.Any(approval => approval.By == change.By) ? Invariant($"{change.By} has approved {Name(version.Version)} already; it takes another person")
            : waiting.Champion != Model.Production?.Version ? Invariant($"{Name(version.Version)} was judged against {Champion(waiting.Champion)}, and now it is {Champion(Model.Production?.Version)}; run the pipeline again, or promote it by hand")
            : null;
        if (refused is not null)
        {
            throw new MlOpsException(Rules.ApprovalRefused, Location.None, refused);
        }

        waiting = waiting with { Approvals = [.. waiting.Approvals, new(change.By, at, change.Reason)] };
        version = version with { Waiting = waiting };
        Replace(version);
        Remember(new(version.Version, HistoryAction.Approved, version.Stage, waiting.Stage, at, change));
        return waiting.Missing > 0 ? Result(version.Version) : MoveNow(version, waiting.Stage, HistoryAction.Moved, Count(waiting.Needed));
    }

    private EditResult Reject(ModelVersion version)
    {
        var waiting = RequireWaiting(version);
        Replace(version with { Waiting = null });
        Remember(new(version.Version, HistoryAction.Rejected, version.Stage, waiting.Stage, at, change));
        return Result(version.Version);
    }

    private EditResult Rollback()
    {
        var before = ProductionHistory.Before(Model) ?? throw new MlOpsException(
            Rules.NothingBefore, Location.None, $"no version of model '{Model.Name}' that is still there was in Production before{(Model.Production is { } now ? Invariant($" version {now.Version}") : "")}");
        return MoveNow(Require(before), Stage.Production, HistoryAction.RolledBack, "");
    }

    private EditResult Delete(ModelVersion version)
    {
        var aliases = string.Join(", ", Model.AliasesOf(version.Version));
        if (version.Stage is Stage.Staging or Stage.Production || aliases.Length > 0)
        {
            var why = aliases.Length > 0 ? $"is named by the alias {aliases}; remove it" : $"is in {version.Stage}; archive it";
            throw new MlOpsException(Rules.CannotDelete, Location.None, $"{Name(version.Version)} {why} before it is deleted");
        }

        Model = Model with { Versions = [.. Model.Versions.Where(other => other.Version != version.Version)] };
        Remember(new(version.Version, HistoryAction.Deleted, version.Stage, null, at, change));
        return Result(version.Version);
    }

    private bool WasIn(ModelVersion version, Stage stage) =>
        Model.History.Any(entry => entry.Version == version.Version && entry.To == stage && entry.Action is HistoryAction.Moved or HistoryAction.RolledBack);

    private Waiting RequireWaiting(ModelVersion version) => version.Waiting ?? throw new MlOpsException(
        Rules.NothingWaits, Location.None, $"{Name(version.Version)} waits for no approval");

    private static string Champion(int? version) => version is null ? "no version in Production" : Invariant($"version {version} in Production");

    private static string Count(int approvals) => Invariant($"{approvals} approval{(approvals == 1 ? "" : "s")}");

    private static int Rank(Stage stage) => stage switch
    {
        Stage.Production => 2,
        Stage.Staging => 1,
        _ => 0,
    };
}
