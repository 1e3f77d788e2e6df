namespace MlOps.Testing;

/// <summary>The models of the reference values, as many as there are.</summary>
internal static class ReferenceFolders
{
    // where the reference values are absent: one name, whose tests are skipped
    private static readonly string[] Absent = ["bert"];

    /// <summary>Names of all folders.</summary>
    public static IEnumerable<string> All() => Holding("\"model_type\"");

    /// <summary>Names of the folders that hold models of texts.</summary>
    public static IEnumerable<string> Texts() => Holding("\"vocab_size\"");

    private static IEnumerable<string> Holding(string key)
    {
        var models = Repository.ReferencePath("models");
        return Directory.Exists(models)
            ? Directory.EnumerateDirectories(models)
                .Where(folder => File.ReadAllText(Path.Combine(folder, "config.json")).Contains(key, StringComparison.Ordinal))
                .Select(folder => Path.GetFileName(folder))
                .Order(StringComparer.Ordinal)
            : Absent;
    }
}
