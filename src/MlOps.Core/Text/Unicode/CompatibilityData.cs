using System.Globalization;

namespace MlOps.Text.Unicode;

/// <summary>The compatibility decompositions of <c>compatibility.txt</c>, which <c>make_compatibility.py</c> writes.</summary>
internal sealed class CompatibilityData
{
    private readonly Dictionary<int, int[]> _parts = [];

    private CompatibilityData()
    {
    }

    /// <summary>Reads the embedded table, in about a millisecond.</summary>
    public static CompatibilityData Read()
    {
        var data = new CompatibilityData();
        using var stream = typeof(CompatibilityData).Assembly.GetManifestResourceStream("MlOps.Text.Unicode.compatibility.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                int[] codes = [.. line.Split(' ').Select(digits => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
                data._parts.Add(codes[0], codes[1..]);
            }
        }

        return data;
    }

    /// <summary>The characters that mean the same as one; they may fall further.</summary>
    public bool TryDecompose(int character, out int[] parts) => _parts.TryGetValue(character, out parts!);
}
