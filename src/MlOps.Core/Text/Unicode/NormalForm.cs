namespace MlOps.Text.Unicode;

/// <summary>The four normal forms of Unicode, with the place that each character of the result came from.</summary>
/// <remarks>Unicode Standard Annex 15; Hangul by the arithmetic of the Unicode Standard, section 3.12.</remarks>
internal sealed class NormalForm
{
    private const int FirstSyllable = 0xAC00;
    private const int FirstLead = 0x1100;
    private const int FirstVowel = 0x1161;
    private const int NoTrail = 0x11A7;
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Trails = 28;

    private static readonly Lazy<CanonicalData> Canonical = new(CanonicalData.Read);
    private static readonly Lazy<CompatibilityData> Compatibility = new(CompatibilityData.Read);

    private readonly bool _isCompatible;
    private readonly bool _composes;
    private readonly char _firstChanging; // below it, every character is its own normal form

    private NormalForm(bool isCompatible, bool composes, char firstChanging)
    {
        _isCompatible = isCompatible;
        _composes = composes;
        _firstChanging = firstChanging;
    }

    /// <summary>NFC: accents composed with their letters where a composed character exists.</summary>
    public static NormalForm C { get; } = new(isCompatible: false, composes: true, '\u0300');

    /// <summary>NFD: every character fallen into letter and accents, the accents in canonical order.</summary>
    public static NormalForm D { get; } = new(isCompatible: false, composes: false, '\u00c0');

    /// <summary>NFKC: as NFC, after characters of the same meaning have become one, such as full-width letters and ligatures.</summary>
    public static NormalForm KC { get; } = new(isCompatible: true, composes: true, '\u00a0');

    /// <summary>NFKD: as NFD, after characters of the same meaning have become one.</summary>
    public static NormalForm KD { get; } = new(isCompatible: true, composes: false, '\u00a0');

    /// <summary>True only for a text that is in this form already; not every one is recognized.</summary>
    public bool IsUnchanged(ReadOnlySpan<char> text) => !text.ContainsAnyInRange(_firstChanging, char.MaxValue);

    /// <summary>The text in this form.</summary>
    /// <param name="text">Any text; a lone surrogate becomes U+FFFD.</param>
    public IReadOnlyList<PlacedCharacter> Apply(ReadOnlySpan<char> text)
    {
        var characters = new List<PlacedCharacter>(text.Length + 16);
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var place = new PlacedCharacter(rune.Value, at, at + rune.Utf16SequenceLength);
            at = place.End;
            if (rune.IsAscii)
            {
                characters.Add(place);
            }
            else
            {
                AddDecomposed(place, characters);
            }
        }

        OrderAccents(characters);
        if (_composes)
        {
            ComposeInPlace(characters);
        }

        return characters;
    }

    private void AddDecomposed(PlacedCharacter character, List<PlacedCharacter> into)
    {
        var syllable = character.Value - FirstSyllable;
        if (syllable is >= 0 and < Leads * Vowels * Trails)
        {
            into.Add(character with { Value = FirstLead + (syllable / (Vowels * Trails)) });
            into.Add(character with { Value = FirstVowel + (syllable % (Vowels * Trails) / Trails) });
            if (syllable % Trails != 0)
            {
                into.Add(character with { Value = NoTrail + (syllable % Trails) });
            }
        }
        else if (_isCompatible && Compatibility.Value.TryDecompose(character.Value, out var alike))
        {
            foreach (var value in alike)
            {
                AddDecomposed(character with { Value = value }, into);
            }
        }
        else if (Canonical.Value.TryDecompose(character.Value, out var parts))
        {
            AddDecomposed(character with { Value = parts.First }, into);
            if (parts.Second != 0)
            {
                AddDecomposed(character with { Value = parts.Second }, into);
            }
        }
        else
        {
            into.Add(character);
        }
    }

    // accents that follow each other stand by their class; those of one class stay as they came
    private static void OrderAccents(List<PlacedCharacter> characters)
    {
        var data = Canonical.Value;
        for (var start = 0; start < characters.Count; start++)
        {
            var end = start;
            while (end < characters.Count && data.ClassOf(characters[end].Value) != 0)
            {
                end++;
            }

            if (end - start > 1)
            {
                PlacedCharacter[] ordered = [.. characters.GetRange(start, end - start).OrderBy(character => data.ClassOf(character.Value))];
                for (var place = 0; place < ordered.Length; place++)
                {
                    characters[start + place] = ordered[place];
                }
            }

            start = end;
        }
    }

    private static void ComposeInPlace(List<PlacedCharacter> characters)
    {
        var data = Canonical.Value;
        var starter = -1;
        var classBefore = 0;
        var kept = 0;
        foreach (var character in characters.ToArray())
        {
            var combiningClass = data.ClassOf(character.Value);

            // an accent of the same or a higher class between them blocks a character from its starter
            var reaches = starter >= 0 && (starter == kept - 1 || (classBefore < combiningClass && classBefore != 0));
            if (reaches && TryCompose(characters[starter].Value, character.Value, data, out var whole))
            {
                var first = characters[starter];
                characters[starter] = new(whole, Math.Min(first.Start, character.Start), Math.Max(first.End, character.End));
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
