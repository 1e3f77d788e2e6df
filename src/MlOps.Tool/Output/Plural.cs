using System.Globalization;

namespace MlOps.Tool.Output;

/// <summary>Counts things in English.</summary>
internal static class Plural
{
    /// <summary><c>1 step</c>, <c>2 steps</c>.</summary>
    public static string Of(int count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? "" : "s")}");
}
