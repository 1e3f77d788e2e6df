using System.Globalization;
using MlOps.Diagnostics;

namespace MlOps.Metrics.Files;

/// <summary>
/// Metrics of an MLflow run on disk: in its folder <c>metrics</c> a file a metric, in it a line a value, <c>timestamp value step</c>.
/// The last line counts; a slash in a metric's name makes a sub-folder.
/// </summary>
internal static class MlflowMetrics
{
    public static IEnumerable<(string Name, double? Value)> Read(string path, string shown)
    {
        var folder = Path.Combine(path, "metrics");
        if (!Directory.Exists(folder))
        {
            throw new MlOpsException(Rules.BadData, new(shown), "the folder is not that of an MLflow run, which has a folder 'metrics'");
        }

        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => (Path.GetRelativePath(folder, file).Replace('\\', '/'), Last(file, $"{shown}/metrics")));
    }

    private static double? Last(string file, string shown)
    {
        var lines = File.ReadAllLines(file);
        var number = Array.FindLastIndex(lines, line => line.Length > 0);
        var parts = number < 0 ? [] : lines[number].Split(' ');
        return parts.Length is 2 or 3 && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new MlOpsException(Rules.BadData, new($"{shown}/{Path.GetFileName(file)}", number + 1), "expected a line 'timestamp value step'");
    }
}
