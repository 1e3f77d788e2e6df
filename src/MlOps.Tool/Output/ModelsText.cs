using System.Globalization;
using MlOps.Metrics;
using MlOps.Registry;

namespace MlOps.Tool.Output;

/// <summary>Models, versions and lines of history for a person.</summary>
internal static class ModelsText
{
    private const int ShownDigits = 12;
    private const int HashDigits = 64;

    /// <summary>The versions of a model as a table.</summary>
    public static string Versions(RegisteredModel model) => Trimmed(new TextTable("version", "stage", "aliases", "registered", "by", "run", "content", "size").Add(model.Versions.Select(version => new[]
    {
        Number(version.Version),
        version.Waiting is { } waiting ? $"{version.Stage} (waits for {waiting.Stage})" : version.Stage.ToString(),
        string.Join(", ", model.AliasesOf(version.Version)),
        Time(version.At),
        OneLine(version.By),
        OneLine(version.Run),
        version.IsForeign ? "-" : version.ContentHash[..ShownDigits],
        MetricText.Of(version.Bytes, MetricUnit.Bytes),
    })));

    /// <summary>The history of a model as a table.</summary>
    public static string History(IEnumerable<HistoryEntry> entries) => Trimmed(new TextTable("when", "version", "what", "by", "run", "why").Add(entries.Select(entry => new[]
    {
        Time(entry.At),
        entry.Version is { } version ? Number(version) : "-",
        What(entry),
        OneLine(entry.Change.By),
        OneLine(entry.Change.Run),
        OneLine(entry.Change.Reason),
    })));

    /// <summary>A count or a number.</summary>
    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A time, in UTC.</summary>
    public static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary><c>mail-spam version 3</c>.</summary>
    public static string Name(ModelVersion version) => string.Create(CultureInfo.InvariantCulture, $"{version.Model} version {version.Version}");

    /// <summary>What people wrote, on one line: it steers neither a terminal nor a build server.</summary>
    public static string OneLine(string text) => LogText.Of(new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]));

    /// <summary>A table without the line feed at its end.</summary>
    public static string Trimmed(TextTable table) => table.ToString().TrimEnd('\n');

    private static string What(HistoryEntry entry)
    {
        var what = entry.Action switch
        {
            HistoryAction.Registered => "registered",
            HistoryAction.Moved => $"{entry.From} to {entry.To}",
            HistoryAction.RolledBack => $"{entry.From} back to {entry.To}",
            HistoryAction.Asked => $"waits for {entry.To}",
            HistoryAction.Approved => $"approved for {entry.To}",
            HistoryAction.Rejected => $"rejected for {entry.To}",
            HistoryAction.AliasSet => $"alias {entry.Subject}",
            HistoryAction.AliasRemoved => $"alias {entry.Subject} removed",
            HistoryAction.TagSet => $"tag {entry.Subject}",
            HistoryAction.TagRemoved => $"tag {entry.Subject} removed",
            HistoryAction.Described => "described",
            HistoryAction.Attached => $"attached {entry.Subject}",
            _ => "deleted",
        };
        var value = entry.Value.Length == HashDigits ? entry.Value[..ShownDigits] : entry.Value;
        return OneLine(value.Length == 0 ? what : $"{what}: {value}");
    }
}
