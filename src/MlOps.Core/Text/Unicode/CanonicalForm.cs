using System.Buffers;
using System.Text;

namespace MlOps.Text.Unicode;

/// <summary>
/// The normal forms NFC and NFD. <see cref="string.Normalize()"/> returns its text unchanged where the process runs without ICU,
/// as this program does, and differs with ICU's version where it has one.
/// </summary>
/// <remarks>Unicode Standard Annex 15; Hangul by the arithmetic of the Unicode Standard, section 3.12.</remarks>
public static class CanonicalForm
{
    private const int FirstSyllable = 0xAC00;
    private const int FirstLead = 0x1100;
    private const int FirstVowel = 0x1161;
    private const int NoTrail = 0x11A7;
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Trails = 28;

    // every character below is its own NFC, and nothing below combines
    private const char FirstCombining = '\u0300';

    private static readonly Lazy<CanonicalData> Data = new(CanonicalData.Read);

    /// <summary>The text in NFC: accents composed with their letters where a composed character exists.</summary>
    /// <param name="text">Any text; a lone surrogate becomes U+FFFD.</param>
    public static string Compose(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange(FirstCombining, char.MaxValue))
        {
            return text;
        }

        var characters = Decomposed(text);
        ComposeInPlace(characters);
        var composed = new StringBuilder(text.Length);
        foreach (var character in characters)
        {
            _ = composed.Append(new Rune(character).ToString());
        }

        return composed.ToString();
    }

    /// <summary>Writes the text in NFD: every character fallen into letter and accents, the accents in canonical order.</summary>
    /// <param name="text">Any text; a lone surrogate becomes U+FFFD.</param>
    /// <param name="into">Receives the result.</param>
    public static void Decompose(ReadOnlySpan<char> text, ArrayBufferWriter<char> into)
    {
        var characters = Decomposed(text);
        var span = into.GetSpan(characters.Count * 2);
        var length = 0;
        foreach (var character in characters)
        {
            length += new Rune(character).EncodeToUtf16(span[length..]);
        }

        into.Advance(length);
    }

    private static List<int> Decomposed(ReadOnlySpan<char> text)
    {
        var data = Data.Value;
        var characters = new List<int>(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii)
            {
                characters.Add(rune.Value);
            }
            else
            {
                AddDecomposed(rune.Value, data, characters);
            }
        }

        return characters;
    }

    private static void AddDecomposed(int character, CanonicalData data, List<int> into)
    {
        var syllable = character - FirstSyllable;
        if (syllable is >= 0 and < Leads * Vowels * Trails)
        {
            into.Add(FirstLead + (syllable / (Vowels * Trails)));
            into.Add(FirstVowel + (syllable % (Vowels * Trails) / Trails));
            if (syllable % Trails != 0)
            {
                into.Add(NoTrail + (syllable % Trails));
            }
        }
        else if (data.TryDecompose(character, out var parts))
        {
            AddDecomposed(parts.First, data, into);
            if (parts.Second != 0)
            {
                AddDecomposed(parts.Second, data, into);
            }
        }
        else
        {
            AddInOrder(character, data, into);
        }
    }

    // an accent moves before accents of a higher class
    private static void AddInOrder(int character, CanonicalData data, List<int> into)
    {
        var place = into.Count;
        var combiningClass = data.ClassOf(character);
        while (combiningClass != 0 && place > 0 && data.ClassOf(into[place - 1]) > combiningClass)
        {
            place--;
        }

        into.Insert(place, character);
    }

    private static void ComposeInPlace(List<int> characters)
    {
        var data = Data.Value;
        var starter = -1;
        var classBefore = 0;
        var kept = 0;
        foreach (var character in characters.ToArray())
        {
            var combiningClass = data.ClassOf(character);

            // an accent of the same or a higher class between them blocks a character from its starter
            var reaches = starter >= 0 && (starter == kept - 1 || (classBefore < combiningClass && classBefore != 0));
            if (reaches && TryCompose(characters[starter], character, data, out var whole))
            {
                characters[starter] = whole;
                continue;
            }

            if (combiningClass == 0)
            {
                starter = kept;
            }

            classBefore = combiningClass;
            characters[kept++] = character;
        }

        characters.RemoveRange(kept, characters.Count - kept);
    }

    private static bool TryCompose(int first, int second, CanonicalData data, out int whole)
    {
        var lead = first - FirstLead;
        var vowel = second - FirstVowel;
        if (lead is >= 0 and < Leads && vowel is >= 0 and < Vowels)
        {
            whole = FirstSyllable + (((lead * Vowels) + vowel) * Trails);
            return true;
        }

        var syllable = first - FirstSyllable;
        var trail = second - NoTrail;
        if (syllable is >= 0 and < Leads * Vowels * Trails && syllable % Trails == 0 && trail is > 0 and < Trails)
        {
            whole = first + trail;
            return true;
        }

        return data.TryCompose(first, second, out whole);
    }
}
