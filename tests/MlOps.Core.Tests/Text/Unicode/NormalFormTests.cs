using System.Globalization;
using System.Text;
using MlOps.Testing;
using MlOps.Text.Unicode;

namespace MlOps.Tests.Text.Unicode;

public sealed class NormalFormTests
{
    private static readonly NormalForm[] Forms = [NormalForm.C, NormalForm.D, NormalForm.KC, NormalForm.KD];

    [Fact]
    public void All_four_forms_agree_with_Pythons_unicodedata()
    {
        var lines = File.ReadLines(Path.Combine(Repository.Top, "tests/MlOps.Core.Tests/Text/Unicode/normal-forms.txt")).Skip(1).ToList();
        Assert.Equal(900, lines.Count);
        foreach (var line in lines)
        {
            var texts = line.Split(';').Select(Text).ToArray();
            Assert.Equal([line, .. texts[1..]], [line, .. Forms.Select(form => Apply(form, texts[0]))]);
            Assert.Equal((line, texts[1]), (line, CanonicalForm.Compose(texts[0])));
        }
    }

    [Fact]
    public void A_lone_surrogate_becomes_the_replacement_character() => Assert.Equal("a\ufffdé", CanonicalForm.Compose("a\ud83de\u0301"));

    [Fact]
    public void A_composed_character_came_from_all_of_its_parts() =>
        Assert.Equal([new PlacedCharacter('a', 0, 1), new PlacedCharacter('é', 1, 3), new PlacedCharacter('b', 3, 4)], NormalForm.C.Apply("ae\u0301b"));

    [Fact]
    public void A_character_that_falls_gives_its_place_to_every_part() =>
        Assert.Equal([new PlacedCharacter('f', 0, 1), new PlacedCharacter('i', 0, 1), new PlacedCharacter('x', 1, 2)], NormalForm.KD.Apply("\ufb01x"));

    [Fact]
    public void A_hundred_thousand_accents_in_the_wrong_order_are_ordered_at_once()
    {
        var text = "a" + string.Concat(Enumerable.Repeat("\u0301\u0323", 50_000));

        var ordered = Apply(NormalForm.D, text);

        Assert.Equal("a" + new string('\u0323', 50_000) + new string('\u0301', 50_000), ordered);
    }

    private static string Apply(NormalForm form, string text) => string.Concat(form.Apply(text).Select(character => new Rune(character.Value).ToString()));

    private static string Text(string codePoints) =>
        string.Concat(codePoints.Split(' ').Select(code => new Rune(int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()));
}
