namespace MlOps.Diagnostics;

/// <summary>Finds the word that was probably meant.</summary>
public static class Spelling
{
    /// <summary>The candidate with the fewest edits, when few enough that a slip of the finger explains them.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="candidates">What may be written.</param>
    /// <returns>The nearest candidate; the first of equals; null when none is near.</returns>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        var limit = Math.Max(1, word.Length / 3);
        return candidates
            .Select(candidate => (Word: candidate, Edits: Edits(word.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(found => found.Edits <= limit && found.Edits < word.Length) // something of the word is left
            .OrderBy(found => found.Edits)
            .Select(found => found.Word)
            .FirstOrDefault();
    }

    /// <summary><c>; did you mean 'epochs'?</c>, or nothing when no candidate is near.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="candidates">What may be written.</param>
    public static string Hint(string word, IEnumerable<string> candidates) =>
        Nearest(word, candidates) is { } near ? $"; did you mean '{near}'?" : "";

    // optimal string alignment: insert, delete, replace, swap of neighbours
    private static int Edits(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[i, j] = i + j;
                    continue;
                }

                var replace = table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                table[i, j] = Math.Min(replace, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[a.Length, b.Length];
    }
}
