using System.Globalization;
using System.Text;

namespace MlOps.Reporting.Ci;

/// <summary>Reads Java's <c>.properties</c> files.</summary>
/// <remarks>The documentation of <c>java.util.Properties.load</c> describes the format.</remarks>
internal static class JavaProperties
{
    /// <summary>Every key with its value; of two equal keys the last counts.</summary>
    /// <param name="text">The file.</param>
    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Logical(text))
        {
            var end = EndOfKey(line);
            var value = line.AsSpan(end).TrimStart(" \t\f");
            value = value.Length > 0 && value[0] is '=' or ':' ? value[1..].TrimStart(" \t\f") : value;
            properties[Unescape(line.AsSpan(0, end))] = Unescape(value);
        }

        return properties;
    }

    // a line that ends in an odd number of backslashes goes on in the next one
    private static IEnumerable<string> Logical(string text)
    {
        var whole = new StringBuilder();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimStart(' ', '\t', '\f')))
        {
            if (whole.Length == 0 && (line.Length == 0 || line[0] is '#' or '!'))
            {
                continue;
            }

            var goesOn = (line.Length - line.TrimEnd('\\').Length) % 2 == 1;
            _ = whole.Append(goesOn ? line.AsSpan(0, line.Length - 1) : line);
            if (!goesOn)
            {
                yield return whole.ToString();
                _ = whole.Clear();
            }
        }

        if (whole.Length > 0)
        {
            yield return whole.ToString();
        }
    }

    private static int EndOfKey(string line)
    {
        var i = 0;
        while (i < line.Length && line[i] is not ('=' or ':' or ' ' or '\t' or '\f'))
        {
            i += line[i] == '\\' ? 2 : 1;
        }

        return Math.Min(i, line.Length);
    }

    private static string Unescape(ReadOnlySpan<char> text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                _ = plain.Append(text[i]);
            }
            else if (text[++i] == 'u' && i + 4 < text.Length && ushort.TryParse(text.Slice(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                _ = plain.Append((char)code);
                i += 4;
            }
            else
            {
                _ = plain.Append(text[i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'f' => '\f', var other => other });
            }
        }

        return plain.ToString();
    }
}
