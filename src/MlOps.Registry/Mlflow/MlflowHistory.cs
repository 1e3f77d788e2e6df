using System.Globalization;
using System.Text.Json;
using MlOps.Diagnostics;

namespace MlOps.Registry.Mlflow;

/// <summary>
/// The history of a registered model, as parameters <c>line-00000001</c>, <c>line-00000002</c>, … of one run. MLflow lets a parameter be
/// written once: of two processes that write the same line one is refused, reads again and writes the next line. So the history only
/// grows and is one chain, whoever writes it at once.
/// </summary>
/// <param name="models">The registered models.</param>
/// <param name="runs">The runs.</param>
internal sealed class MlflowHistory(MlflowModels models, MlflowRuns runs)
{
    private const string Prefix = "line-";
    private const int MostAttempts = 100;

    // of a parameter's value; a longer one is cut without a word
    private const int MostLetters = 6000;

    /// <summary>Makes the run for a model of which nothing is written yet.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="ct">Ends the requests.</param>
    /// <returns>The run's id.</returns>
    public async Task<string> BeginAsync(string model, CancellationToken ct)
    {
        var run = await runs.BeginAsync(model, $"history of {model}", [new("mlflow.note.content", "What mlops has done with this model, a line a parameter. Without this run the history is lost.")], ct);
        await runs.EndAsync(run.RunId, "FINISHED", ct);
        return run.RunId;
    }

    /// <summary>Reads the lines.</summary>
    /// <param name="run">The run's id; null where nothing is written yet.</param>
    /// <param name="ct">Ends the request.</param>
    public async Task<IReadOnlyList<HistoryEntry>> ReadAsync(string? run, CancellationToken ct)
    {
        var found = run is null ? null : await runs.FindAsync(run, ct);
        return
        [
            .. from parameter in found?.Data?.Params ?? []
               where parameter.Key.StartsWith(Prefix, StringComparison.Ordinal)
               orderby parameter.Key
               select JsonSerializer.Deserialize(parameter.Value, RegistryJson.Default.HistoryEntry)!,
        ];
    }

    /// <summary>Reports a line that is too long for MLflow, before anything is changed.</summary>
    /// <param name="entries">The lines.</param>
    /// <exception cref="MlOpsException">MLOPS5201.</exception>
    public static void CheckLengths(IEnumerable<HistoryEntry> entries)
    {
        if (entries.Select(Write).FirstOrDefault(line => line.Length > MostLetters) is { } longest)
        {
            throw new MlOpsException(
                Rules.MlflowFailed, Location.None, $"a line of history with {longest.Length} letters does not fit into MLflow, which takes {MostLetters}; give a shorter reason or text");
        }
    }

    /// <summary>Adds lines.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="run">The run's id.</param>
    /// <param name="entries">The lines; they are linked to those that are there by then.</param>
    /// <param name="ct">Ends the requests.</param>
    /// <returns>The lines with their hashes.</returns>
    public async Task<IReadOnlyList<HistoryEntry>> AppendAsync(string model, string run, IReadOnlyList<HistoryEntry> entries, CancellationToken ct)
    {
        var head = HeadOf(await ReadAsync(run, ct));
        var written = new List<HistoryEntry>();
        for (var attempt = 1; written.Count < entries.Count;)
        {
            var (linked, next) = HistoryChain.Append(model, head, [entries[written.Count]]);
            if (await runs.TryWriteAsync(run, KeyOf(next.Entries), Write(linked[0]), ct))
            {
                written.Add(linked[0]);
                head = next;
            }
            else if (++attempt > MostAttempts)
            {
                throw new HttpRequestException($"it refuses every line of the history of '{model}'");
            }
            else
            {
                head = HeadOf(await ReadAsync(run, ct)); // another process has written this line
            }
        }

        await models.SetTagAsync(model, version: null, VersionTags.HistoryHead, string.Create(CultureInfo.InvariantCulture, $"{head.Entries} {head.Hash}"), ct);
        return written;
    }

    /// <summary>The end of a history: as the model's tag has it, where that is further on than the lines.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="tag">The tag's value; null where it is absent.</param>
    /// <remarks>The tag is behind for a moment after each change, and after a process was killed. It is ahead only where lines are missing.</remarks>
    public static HistoryHead HeadOf(IReadOnlyList<HistoryEntry> lines, string? tag = null) =>
        tag?.Split(' ') is [var count, var hash] && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var entries) && entries > lines.Count
            ? new(entries, hash)
            : lines.Count == 0 ? HistoryHead.None : new(lines.Count, lines[^1].Hash);

    private static string KeyOf(int line) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{line:D8}");

    private static string Write(HistoryEntry entry) => JsonSerializer.Serialize(entry, RegistryJson.Default.HistoryEntry);
}
