using System.Globalization;

namespace MlOps.Text.Unicode;

/// <summary>The canonical decompositions and combining classes of <c>canonical.txt</c>, which <c>make_canonical.py</c> writes.</summary>
internal sealed class CanonicalData
{
    private readonly Dictionary<int, (int First, int Second)> _parts = [];
    private readonly Dictionary<(int First, int Second), int> _wholes = [];
    private readonly Dictionary<int, byte> _classes = [];

    private CanonicalData()
    {
    }

    /// <summary>Reads the embedded table, in about a millisecond.</summary>
    public static CanonicalData Read()
    {
        var data = new CanonicalData();
        using var stream = typeof(CanonicalData).Assembly.GetManifestResourceStream("MlOps.Text.Unicode.canonical.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            data.Add(line.Split(' '));
        }

        return data;
    }

    /// <summary>The one or two characters into which a character falls; the second is 0 when there is one. They may fall further.</summary>
    public bool TryDecompose(int character, out (int First, int Second) parts) => _parts.TryGetValue(character, out parts);

    /// <summary>The character that two characters make.</summary>
    public bool TryCompose(int first, int second, out int whole) => _wholes.TryGetValue((first, second), out whole);

    /// <summary>The canonical combining class: 0 for a character that starts a sequence.</summary>
    public byte ClassOf(int character) => _classes.GetValueOrDefault(character);

    private void Add(string[] words)
    {
        switch (words[0])
        {
            case "D" or "E":
                var character = Hex(words[1]);
                var parts = (First: Hex(words[2]), Second: words.Length > 3 ? Hex(words[3]) : 0);
                _parts.Add(character, parts);
                if (words[0] == "D")
                {
                    _wholes.Add(parts, character);
                }

                break;
            case "C":
                foreach (var range in words.AsSpan(2))
                {
                    var dash = range.IndexOf('-', StringComparison.Ordinal);
                    for (var code = Hex(range[..dash]); code <= Hex(range[(dash + 1)..]); code++)
                    {
                        _classes.Add(code, byte.Parse(words[1], CultureInfo.InvariantCulture));
                    }
                }

                break;
        }
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
