using System.Text.Json;
using MlOps.Running;

namespace MlOps.Ui.Runs;

/// <summary>Reads <c>metrics.jsonl</c> of a run, also while it grows.</summary>
internal static class CurveFile
{
    private const int MostPoints = 400; // of a curve: more than a chart has room for
    private const long MostBytes = 64L << 20;

    /// <summary>Reads the curves; a line that is not whole yet, or is none of ours, is left out.</summary>
    /// <param name="runFolder">Full path of the run's folder.</param>
    /// <returns>The curves in the order of their first points, thinned; empty where nothing is measured.</returns>
    public static IReadOnlyList<MeasuredCurve> Read(string runFolder)
    {
        var curves = new OrderedDictionary<(string Step, string Name), SortedDictionary<int, double>>();
        foreach (var line in Lines(Path.Combine(runFolder, RunLog.FileName)))
        {
            foreach (var (name, value) in line.Values.Where(value => double.IsFinite(value.Value)))
            {
                if (!curves.TryGetValue((line.Step, name), out var points))
                {
                    curves[(line.Step, name)] = points = [];
                }

                points[line.Position!.Value] = value; // a run that went on from a checkpoint measures some positions again
            }
        }

        return [.. curves.Select(curve => new MeasuredCurve(curve.Key.Step, curve.Key.Name, Thinned([.. curve.Value.Select(point => ((double)point.Key, point.Value))])))];
    }

    private static IEnumerable<LogLine> Lines(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length > MostBytes)
        {
            yield break;
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } text)
        {
            if (Parse(text) is { Step: not null, Values: not null, Position: not null } line)
            {
                yield return line;
            }
        }
    }

    private static LogLine? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, RunningJson.Default.LogLine);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IReadOnlyList<(double X, double Y)> Thinned(IReadOnlyList<(double X, double Y)> points)
    {
        var every = (points.Count + MostPoints - 1) / MostPoints;
        return every <= 1 ? points : [.. points.Where((_, index) => index % every == 0 || index == points.Count - 1)];
    }
}
