using System.Text.RegularExpressions;
using MlOps.Diagnostics;

namespace MlOps.Registry;

/// <summary>The rule for tags, which fits MLflow's: a key is at most 250 letters, digits and <c>_ - . / :</c> and blanks; a value at most 5,000 characters.</summary>
internal static partial class TagKey
{
    private const int MaxValueLength = 5000;

    /// <summary>Reports a tag that may not be.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; null where the tag is removed.</param>
    /// <exception cref="MlOpsException">MLOPS5013.</exception>
    public static void Check(string key, string? value)
    {
        if (!Shape().IsMatch(key))
        {
            throw new MlOpsException(Rules.BadTag, Location.None, $"'{key}' cannot be a tag's key; expected at most 250 letters, digits, blanks and _ - . / :");
        }

        if (value?.Length > MaxValueLength)
        {
            throw new MlOpsException(Rules.BadTag, Location.None, $"the value of tag '{key}' is longer than 5,000 characters");
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_./: -]{1,250}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
