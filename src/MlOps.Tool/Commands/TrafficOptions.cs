using System.CommandLine;
using MlOps.Diagnostics;
using MlOps.Running;
using MlOps.Serving.Traffic;
using MlOps.Text.Cleaning;

namespace MlOps.Tool.Commands;

/// <summary>The options of <c>serve</c> that divide requests between arms, and say what is kept of requests.</summary>
internal sealed class TrafficOptions
{
    private readonly Option<string?> _key = new("--sticky") { Description = $"What tells one client from another, so that each stays with its arm: {StickyKey.Expected} (default: each request by itself)", HelpName = "KEY" };
    private readonly Option<string> _salt = new("--salt") { Description = "Divide clients otherwise than under another salt", HelpName = "TEXT", DefaultValueFactory = _ => new TrafficSettings().Salt };
    private readonly Option<string?> _armHeader = new("--arm-header") { Description = "A header by which a client names its arm, such as X-Arm: Staging", HelpName = "NAME" };
    private readonly Option<string?> _shares = new("--shares") { Description = "A file with MODEL=SHARE a line, read again when it changes", HelpName = "FILE" };
    private readonly Option<double?> _abortAt = new("--abort-at") { Description = "Take its share from an arm, other than the first, of whose last 200 requests this many percent failed", HelpName = "PERCENT" };
    private readonly Option<string[]> _shadows = new("--shadow") { Description = "Ask this model too, NAME@STAGE or ROUTE=NAME@STAGE, and log what it says; clients never see it", HelpName = "MODEL" };
    private readonly Option<string?> _log = new("--log-requests") { Description = "Log requests with their texts into this folder, for 'dotnet mlops monitor'", HelpName = "FOLDER" };
    private readonly Option<double> _sample = new("--sample") { Description = "The share of requests that is logged, from 0 to 1", HelpName = "SHARE", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> _redact = new("--redact") { Description = $"What is blanked out of logged texts, with commas between: {string.Join(", ", Redaction.Kinds)} (default: all), or none", HelpName = "KINDS" };

    /// <summary>Adds the options.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_key, _salt, _armHeader, _shares, _abortAt, _shadows, _log, _sample, _redact])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The shadows that are asked for, as the user typed them.</summary>
    /// <param name="parsed">The command line.</param>
    public IReadOnlyList<string> Shadows(ParseResult parsed) => parsed.GetValue(_shadows) ?? [];

    /// <summary>What they say.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="tool">The process.</param>
    /// <param name="state">The state folder.</param>
    /// <exception cref="MlOpsException">MLOPS1003: a value is not of its form.</exception>
    public TrafficSettings Read(ParseResult parsed, ToolContext tool, StateFolder state)
    {
        var (key, sample, abortAt) = (parsed.GetValue(_key), parsed.GetValue(_sample), parsed.GetValue(_abortAt));
        Require(key is null || StickyKey.Parse(key) is not null, $"'--sticky' is '{key}'; expected {StickyKey.Expected}");
        Require(sample is >= 0 and <= 1, FormattableString.Invariant($"'--sample' is {sample}; expected a share from 0 to 1"));
        Require(abortAt is null or (> 0 and <= 100), FormattableString.Invariant($"'--abort-at' is {abortAt}; expected percent, more than 0 and 100 at most"));
        return new()
        {
            Key = key is null ? null : StickyKey.Parse(key),
            Salt = parsed.GetValue(_salt)!,
            ArmHeader = parsed.GetValue(_armHeader),
            ShareFile = parsed.GetValue(_shares) is { } shares ? tool.FullPath(shares) : null,
            AbortAt = abortAt / 100,
            Folder = state.Traffic,
            Log = parsed.GetValue(_log) is { } folder ? new(tool.FullPath(folder), sample, Kinds(parsed)) : null,
        };
    }

    private string[] Kinds(ParseResult parsed)
    {
        if (parsed.GetValue(_redact) is not { } given)
        {
            return [.. Redaction.Kinds];
        }

        var kinds = given == "none" ? [] : given.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var unknown = kinds.FirstOrDefault(kind => !Redaction.Kinds.Contains(kind));
        Require(unknown is null, $"'--redact' holds '{unknown}'; expected none, or {string.Join(", ", Redaction.Kinds)}{Spelling.Hint(unknown ?? "", Redaction.Kinds)}");
        return kinds;
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new MlOpsException(Rules.BadValue, Location.None, otherwise);
        }
    }
}
