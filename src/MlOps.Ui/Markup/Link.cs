using System.Globalization;

namespace MlOps.Ui.Markup;

/// <summary>Addresses of the page's own parts.</summary>
internal static class Link
{
    /// <summary>A registered model.</summary>
    public static string Model(string name) => $"/models/{Part(name)}";

    /// <summary>A version of a model.</summary>
    public static string Version(string model, int version) => string.Create(CultureInfo.InvariantCulture, $"{Model(model)}/{version}");

    /// <summary>A run.</summary>
    public static string Run(string id) => $"/runs/{Part(id)}";

    /// <summary>The mistakes that a run's model made on the test rows.</summary>
    public static string Errors(string run) => $"{Run(run)}/errors";

    /// <summary>The picture of a test row.</summary>
    public static string Picture(string run, long row) => string.Create(CultureInfo.InvariantCulture, $"{Run(run)}/pictures/{row}");

    /// <summary>An address with a query; what has no value is left out.</summary>
    /// <param name="path">The address.</param>
    /// <param name="values">Names and values.</param>
    public static string Query(string path, params IEnumerable<(string Name, string? Value)> values)
    {
        var query = string.Join('&', values.Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => $"{Part(pair.Name)}={Part(pair.Value!)}"));
        return query.Length == 0 ? path : $"{path}?{query}";
    }

    private static string Part(string text) => Uri.EscapeDataString(text);
}
