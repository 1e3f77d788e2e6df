using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MlOps.Diagnostics;
using MlOps.Running;

namespace MlOps.GitHub.Publishing;

/// <summary>
/// Reads the folder of a run. It may come out of the workflow of a fork: two files of known names are read, none through a link, none
/// beyond its size, and what stands in them is taken only where it fits together. Nothing in it is run or opened further.
/// </summary>
/// <param name="folder">Full path of the folder; it need not exist.</param>
public sealed class RunFolder(string folder)
{
    private const long MaxRecordBytes = 64 * 1024;
    private const long MaxRunBytes = 16 * 1024 * 1024;

    // the one kind of object in which null has a meaning: a metric that is undefined
    private const string Metrics = "metrics";

    private static readonly JsonSerializerOptions Strict = new(PublicationJson.Default.Options)
    {
        TypeInfoResolver = PublicationJson.Default,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false), new RuleConverter() },
    };

    /// <summary>The run; null when it ended without a record.</summary>
    /// <exception cref="MlOpsException">MLOPS6105: the file is not what a run writes.</exception>
    public RunResult? ReadRun()
    {
        if (Read<RunResult>(RunRecords.FileName, MaxRunBytes) is not { } run)
        {
            return null;
        }

        // what GitHub shows is decided here and not there
        return run.Format == 1 && run.Verdict == VerdictOf(run.Steps) && run.Steps.Count > 0
            ? run with { Published = null }
            : throw Bad(RunRecords.FileName, "its verdict is not that of its steps, or it is of another version");
    }

    /// <summary>The record of its report; null when it was not reported.</summary>
    /// <exception cref="MlOpsException">MLOPS6105: the file is not what a run writes.</exception>
    public PublicationRecord? ReadPublication() => Read<PublicationRecord>(PublicationRecord.FileName, MaxRecordBytes);

    private T? Read<T>(string name, long maxBytes)
        where T : class
    {
        var file = new FileInfo(Path.Combine(folder, name));
        if (!file.Exists && file.LinkTarget is null)
        {
            return null;
        }

        if (file.LinkTarget is not null || new DirectoryInfo(folder).LinkTarget is not null)
        {
            throw Bad(name, "it is a link");
        }

        if (file.Length > maxBytes)
        {
            throw Bad(name, $"it has {file.Length} bytes; expected at most {maxBytes}");
        }

        try
        {
            var bytes = File.ReadAllBytes(file.FullName);
            RefuseNulls(bytes);
            var type = (JsonTypeInfo<T>)Strict.GetTypeInfo(typeof(T));
            var value = JsonSerializer.Deserialize(bytes, type);
            _ = JsonSerializer.SerializeToUtf8Bytes(value!, type); // throws where a text that has to be there is missing
            return value;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Bad(name, "it is not what a run writes", e);
        }
    }

    private static void RefuseNulls(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var objects = new Stack<bool>(); // whether each one around is an object of metrics
        var name = "";
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    objects.Push(name == Metrics);
                    name = "";
                    break;
                case JsonTokenType.StartArray:
                    objects.Push(false);
                    name = "";
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    _ = objects.Pop();
                    break;
                case JsonTokenType.PropertyName:
                    name = reader.GetString()!;
                    break;
                case JsonTokenType.Null when objects.Count == 0 || !objects.Peek():
                    throw new JsonException("a null where a run writes none");
            }
        }
    }

    // a failed step says why, and a passed one says so itself: the sentences of a report rely on it
    private static Verdict? VerdictOf(IReadOnlyList<StepRun> steps) =>
        steps.Any(step => (step.Status == StepStatus.Failed) != (step.Failure is not null)) ? null
        : steps.Any(step => step.Status == StepStatus.Failed) ? Verdict.Failed
        : steps.Any(step => step.Status == StepStatus.Cancelled) ? Verdict.Cancelled
        : steps.Any(step => step.Result?.Evaluation is { Passed: false }) ? Verdict.GateNotMet
        : Verdict.Passed;

    private static MlOpsException Bad(string name, string what, Exception? inner = null) =>
        new(Rules.BadRunFolder, new(name), $"the file cannot be published: {what}", inner);
}
