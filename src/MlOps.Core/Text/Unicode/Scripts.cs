using System.Globalization;

namespace MlOps.Text.Unicode;

/// <summary>The script of each character, from <c>scripts.txt</c>, which <c>make_scripts.mjs</c> writes.</summary>
internal sealed class Scripts
{
    /// <summary>Of a character that has no script.</summary>
    public const string None = "";

    private static readonly Lazy<Scripts> Table = new(() => new Scripts());

    private readonly List<(int First, int Last, string Script)> _ranges = [];

    private Scripts()
    {
        using var stream = typeof(Scripts).Assembly.GetManifestResourceStream("MlOps.Text.Unicode.scripts.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                var words = line.Split(' ');
                _ranges.AddRange(words[1..].Select(range => Read(range.Split('-'), words[0])));
            }
        }

        _ranges.Sort((range, other) => range.First.CompareTo(other.First));
    }

    /// <summary>Name of the script of a character, such as <c>Latin</c>; <see cref="None"/> where it has none.</summary>
    public static string Of(int character) => Table.Value.Find(character);

    private static (int First, int Last, string Script) Read(string[] ends, string script) => (Hex(ends[0]), Hex(ends[1]), script);

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private string Find(int character)
    {
        var (low, high) = (0, _ranges.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var (first, last, script) = _ranges[middle];
            if (character > last)
            {
                low = middle + 1;
            }
            else if (character < first)
            {
                high = middle - 1;
            }
            else
            {
                return script;
            }
        }

        return None;
    }
}
