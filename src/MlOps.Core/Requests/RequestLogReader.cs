using System.Text.Json;
using MlOps.Diagnostics;

namespace MlOps.Requests;

/// <summary>Reads a request log, also while a server writes it. A torn last line of a file is passed over.</summary>
/// <param name="path">Full path of the log's folder, or of one of its files.</param>
/// <param name="shown">How the user names it; stands in errors.</param>
public sealed class RequestLogReader(string path, string shown)
{
    private const string FeedbackStart = "{\"kind\":\"" + RequestLine.FeedbackKind + "\"";
    private const string LineStart = "{\"kind\":\"";

    /// <summary>True for a file that is part of a request log, and not rows of data.</summary>
    /// <param name="path">Full path of a file.</param>
    public static bool IsLog(string path) => File.ReadLines(path).FirstOrDefault() is { } line && line.StartsWith(LineStart, StringComparison.Ordinal);

    /// <summary>Every line, in the order of the files and of the lines in them.</summary>
    /// <exception cref="MlOpsException">MLOPS2002: there is no log. MLOPS2005: a line before the last of its file is none of a request log.</exception>
    public IEnumerable<RequestLine> Read() => Texts().Select(Parse).OfType<RequestLine>();

    /// <summary>The true labels that users told, by request and row; of several the last counts.</summary>
    /// <exception cref="MlOpsException">As of <see cref="Read"/>.</exception>
    public IReadOnlyDictionary<(string Id, int Row), IReadOnlyList<string>> ReadFeedback()
    {
        var told = new Dictionary<(string Id, int Row), IReadOnlyList<string>>();
        foreach (var line in Texts().Where(line => line.Text.StartsWith(FeedbackStart, StringComparison.Ordinal)))
        {
            if (Parse(line) is UserFeedback feedback)
            {
                told[(feedback.Id, feedback.Row)] = feedback.Labels;
            }
        }

        return told;
    }

    private IEnumerable<LogText> Texts()
    {
        if (!Path.Exists(path))
        {
            throw new MlOpsException(Rules.MissingInput, new(shown), "there is no request log here; serve with --log-requests FOLDER");
        }

        return (File.Exists(path) ? [path] : RequestLogFiles.In(path)).SelectMany(TextsOf);
    }

    private static IEnumerable<LogText> TextsOf(string file)
    {
        FileStream stream;
        try
        {
            stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
        }
        catch (FileNotFoundException)
        {
            yield break; // the server has made room meanwhile
        }

        using var reader = new StreamReader(stream);
        var (number, next) = (0, reader.ReadLine());
        while (next is { } text)
        {
            next = reader.ReadLine();
            yield return new(Path.GetFileName(file), ++number, text, IsLast: next is null);
        }
    }

    private RequestLine? Parse(LogText line)
    {
        try
        {
            return JsonSerializer.Deserialize(line.Text, RequestJson.Default.RequestLine);
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException)
        {
            return line.IsLast
                ? null
                : throw new MlOpsException(Rules.BadData, new($"{shown}/{line.File}", line.Number, 1), "this is no line of a request log; expected JSON as 'serve --log-requests' writes it", failure);
        }
    }

    private sealed record LogText(string File, int Number, string Text, bool IsLast);
}
