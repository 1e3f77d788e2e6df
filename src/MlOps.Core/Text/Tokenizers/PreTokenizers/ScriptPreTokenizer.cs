using System.Text;
using MlOps.Text.Unicode;

namespace MlOps.Text.Tokenizers.PreTokenizers;

/// <summary>
/// Cuts where the script changes. Spaces and characters without a script stay with what is before them, and at the start of a text they are dropped;
/// Japanese syllables count as Chinese characters.
/// </summary>
internal sealed class ScriptPreTokenizer : PreTokenizer
{
    private const int LongVowelMark = 0x30FC;

    public override void Split(AlignedText text, List<AlignedText> into)
    {
        var start = -1; // of the word; none yet
        var before = Scripts.None;
        var at = 0;
        foreach (var rune in text.Characters.EnumerateRunes())
        {
            var script = ScriptOf(rune);
            if (script != Scripts.None && script != before)
            {
                AddWord(text, start, at, into);
                (start, before) = (at, script);
            }

            at += rune.Utf16SequenceLength;
        }

        AddWord(text, start, at, into);
    }

    private static void AddWord(AlignedText text, int start, int end, List<AlignedText> into)
    {
        if (start >= 0)
        {
            into.Add(text.Slice(start, end - start));
        }
    }

    private static string ScriptOf(Rune rune) => rune.Value switch
    {
        ' ' => Scripts.None,
        LongVowelMark => "Han",
        _ => Scripts.Of(rune.Value) is "Hiragana" or "Katakana" ? "Han" : Scripts.Of(rune.Value),
    };
}
