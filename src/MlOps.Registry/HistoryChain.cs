using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MlOps.Registry;

/// <summary>
/// The chain of hashes through a model's history. A line's hash is SHA-256 over the hash of the line before (64 hexadecimal digits; empty
/// for the first), a line feed, and the line as JSON in one canonical form; so no line can be changed, moved, put in or taken out without
/// changing every hash after it.
/// </summary>
/// <remarks>
/// Who may write the registry can write the whole chain anew, and a chain cannot show that by itself. A head that was noted elsewhere, in
/// a build's log for example, does: it must still be the hash of a line.
/// </remarks>
public static class HistoryChain
{
    /// <summary>Adds lines to a history.</summary>
    /// <param name="model">The model's name, which every line's hash covers.</param>
    /// <param name="head">The end of the history.</param>
    /// <param name="entries">The lines; their own hashes are not read.</param>
    /// <returns>The lines with their hashes, and the new end.</returns>
    public static (IReadOnlyList<HistoryEntry> Entries, HistoryHead Head) Append(string model, HistoryHead head, IEnumerable<HistoryEntry> entries)
    {
        var linked = new List<HistoryEntry>();
        foreach (var entry in entries)
        {
            head = new(head.Entries + 1, HashOf(model, head.Hash, entry));
            linked.Add(entry with { Hash = head.Hash });
        }

        return (linked, head);
    }

    /// <summary>Looks for the first line that does not follow from the one before.</summary>
    /// <param name="model">A model.</param>
    /// <returns>What is wrong, in words; null where the chain is whole and ends at the head.</returns>
    public static string? FindBreak(RegisteredModel model)
    {
        var previous = "";
        for (var i = 0; i < model.History.Count; i++)
        {
            if (HashOf(model.Name, previous, model.History[i]) != model.History[i].Hash)
            {
                return Invariant($"line {i + 1} of {model.History.Count} is not what was written, or the line before it is missing");
            }

            previous = model.History[i].Hash;
        }

        return model.Head == new HistoryHead(model.History.Count, previous) ? null
            : Invariant($"{model.History.Count} lines are there, and {model.Head.Entries} were written");
    }

    private static string HashOf(string model, string previous, HistoryEntry entry)
    {
        using var buffer = new MemoryStream();
        buffer.Write(Encoding.ASCII.GetBytes(previous + "\n"));
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json, model, entry);
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }

    // the canonical form: these keys in this order, no white space, everything but ASCII escaped
    private static void Write(Utf8JsonWriter json, string model, HistoryEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("model", model);
        if (entry.Version is { } version)
        {
            json.WriteNumber("version", version);
        }
        else
        {
            json.WriteNull("version");
        }

        json.WriteString("action", entry.Action.ToString());
        json.WriteString("from", entry.From?.ToString());
        json.WriteString("to", entry.To?.ToString());
        json.WriteString("subject", entry.Subject);
        json.WriteString("value", entry.Value);
        json.WriteString("at", entry.At.ToString("O", CultureInfo.InvariantCulture));
        json.WriteString("by", entry.Change.By);
        json.WriteString("run", entry.Change.Run);
        json.WriteString("reason", entry.Change.Reason);
        json.WriteEndObject();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
