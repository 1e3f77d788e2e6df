using System.Data.Common;

namespace MlOps.Registry.Storage;

/// <summary>Reads and adds lines of history inside a transaction of the caller's. Lines count from 1 for each model.</summary>
/// <param name="connection">An open connection, in a transaction.</param>
internal sealed class HistoryTable(DbConnection connection)
{
    /// <summary>A model's history, oldest line first.</summary>
    public IReadOnlyList<HistoryEntry> Read(string model) => connection.Rows(
        row => new HistoryEntry(
            row.GetNumber(0),
            Enum.Parse<HistoryAction>(row.GetString(1)),
            row.GetStage(2),
            row.GetStage(3),
            row.GetTime(6),
            new Change(row.GetString(7), row.GetString(8), row.GetString(9)))
        {
            Subject = row.GetString(4),
            Value = row.GetString(5),
            Hash = row.GetString(10),
        },
        "SELECT version, action, from_stage, to_stage, subject, value, at, by, run, reason, hash FROM history WHERE model = @p0 ORDER BY line",
        model);

    /// <summary>Adds lines that have their hashes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="after">How many lines there are.</param>
    /// <param name="entries">The lines that follow.</param>
    public void Add(string model, int after, IEnumerable<HistoryEntry> entries)
    {
        foreach (var entry in entries)
        {
            _ = connection.Execute(
                "INSERT INTO history (model, line, version, action, from_stage, to_stage, subject, value, at, by, run, reason, hash) "
                + "VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12)",
                model,
                ++after,
                entry.Version,
                entry.Action.ToString(),
                entry.From?.ToString(),
                entry.To?.ToString(),
                entry.Subject,
                entry.Value,
                entry.At.ToText(),
                entry.Change.By,
                entry.Change.Run,
                entry.Change.Reason,
                entry.Hash);
        }
    }
}
