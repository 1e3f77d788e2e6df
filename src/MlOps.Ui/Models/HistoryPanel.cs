using MlOps.Registry;
using MlOps.Reporting;
using MlOps.Ui.Markup;

namespace MlOps.Ui.Models;

/// <summary>The history of a model, the newest change first.</summary>
internal static class HistoryPanel
{
    private const int Most = 100;

    /// <summary>Writes it.</summary>
    /// <param name="entries">Changes, oldest first.</param>
    public static Html Write(IReadOnlyList<HistoryEntry> entries) => Parts.Section("history", "History", Html.Of($"""
        {Parts.Table("Changes, the newest first", Parts.Headings("When, UTC", "Version", "What", "By", "Why", "Run"), entries.Reverse().Take(Most).Select(Row))}
        {(entries.Count > Most ? Html.Of($"""<p class="muted">{Quantity.Count(entries.Count - Most)} older changes are not shown; <code>dotnet mlops models history</code> prints all.</p>""") : Html.Empty)}
        """));

    private static Html Row(HistoryEntry entry) => Html.Of($"""
        <tr><th scope="row" class="plain">{Parts.Time(entry.At)}</th><td>{(entry.Version is { } version ? Html.Of($"{version}") : Html.Empty)}</td><td class="plain">{What(entry)}</td><td>{Parts.Name(entry.Change.By)}</td>
        <td dir="auto">{entry.Change.Reason}{(entry.To is not null && entry.Value.Length > 0 && entry.Action != HistoryAction.Registered ? Html.Of($""" <span class="muted">{entry.Value}</span>""") : Html.Empty)}</td>
        <td class="plain">{(entry.Change.Run.Length > 0 ? Html.Of($"""<a href="{Link.Run(entry.Change.Run)}">{Parts.Name(entry.Change.Run)}</a>""") : Html.Empty)}</td></tr>

        """);

    private static Html What(HistoryEntry entry) => entry.Action switch
    {
        HistoryAction.Registered => Html.Of($"registered"),
        HistoryAction.Moved => Html.Of($"{Parts.Stage(entry.From ?? Stage.None)} → {Parts.Stage(entry.To ?? Stage.None)}"),
        HistoryAction.RolledBack => Html.Of($"rolled back to {Parts.Stage(entry.To ?? Stage.Production)}"),
        HistoryAction.Asked => Html.Of($"waits for {Parts.Stage(entry.To ?? Stage.None)}"),
        HistoryAction.Approved => Html.Of($"approved"),
        HistoryAction.Rejected => Html.Of($"rejected"),
        HistoryAction.AliasSet => Html.Of($"alias <code>{entry.Subject}</code>"),
        HistoryAction.AliasRemoved => Html.Of($"alias <code>{entry.Subject}</code> removed"),
        HistoryAction.TagSet => Html.Of($"tag <code>{entry.Subject}</code>: <bdi>{PlainText.Of(entry.Value, PlainText.MaxName)}</bdi>"),
        HistoryAction.TagRemoved => Html.Of($"tag <code>{entry.Subject}</code> removed"),
        HistoryAction.Described => Html.Of($"described"),
        HistoryAction.Attached => Html.Of($"attached <code>{entry.Subject}</code>"),
        _ => Html.Of($"deleted"),
    };
}
