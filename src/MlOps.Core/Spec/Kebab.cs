using System.Text;

namespace MlOps.Spec;

/// <summary>Spells the names of C# as pipeline.yml does.</summary>
public static class Kebab
{
    /// <summary><c>EarlyStopping</c> becomes <c>early-stopping</c>.</summary>
    /// <typeparam name="T">An enumeration.</typeparam>
    /// <param name="value">One of its values.</param>
    public static string Of<T>(T value)
        where T : struct, Enum
    {
        var text = new StringBuilder();
        foreach (var c in value.ToString())
        {
            if (char.IsUpper(c) && text.Length > 0)
            {
                _ = text.Append('-');
            }

            _ = text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
