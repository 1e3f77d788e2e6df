using System.Text.RegularExpressions;

namespace MlOps.Registry.Mlflow;

/// <summary>Names of metrics and parameters as MLflow takes them: letters, digits, '_', '-', '.', '/' and blanks, at most 250.</summary>
internal static partial class MlflowKey
{
    private const int MaxLength = 250;

    /// <summary>The name that MLflow shows for one of ours: <c>f1/spam</c> for <c>f1[spam]</c>; what it does not take becomes '_'.</summary>
    /// <param name="name">A name of ours.</param>
    public static string Of(string name)
    {
        var parts = name.TrimEnd(']').Split('[', 2);
        var key = string.Join('/', parts.Select(part => Others().Replace(part, "_")));
        return key.Length <= MaxLength ? key : key[..MaxLength];
    }

    [GeneratedRegex("[^A-Za-z0-9_. -]")]
    private static partial Regex Others();
}
