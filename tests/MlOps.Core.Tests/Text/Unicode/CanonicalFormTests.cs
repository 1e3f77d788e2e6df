using System.Buffers;
using System.Globalization;
using System.Text;
using MlOps.Testing;
using MlOps.Text.Unicode;

namespace MlOps.Tests.Text.Unicode;

public sealed class CanonicalFormTests
{
    [Fact]
    public void Both_forms_agree_with_Pythons_unicodedata()
    {
        var lines = File.ReadLines(Path.Combine(Repository.Top, "tests/MlOps.Core.Tests/Text/Unicode/normal-forms.txt")).Skip(1).ToList();
        Assert.Equal(900, lines.Count);
        foreach (var line in lines)
        {
            var forms = line.Split(';').Select(Text).ToArray();
            var decomposed = new ArrayBufferWriter<char>();
            CanonicalForm.Decompose(forms[0], decomposed);

            Assert.Equal((line, forms[1]), (line, CanonicalForm.Compose(forms[0])));
            Assert.Equal((line, forms[2]), (line, decomposed.WrittenSpan.ToString()));
        }
    }

    [Fact]
    public void A_lone_surrogate_becomes_the_replacement_character() => Assert.Equal("a\ufffdé", CanonicalForm.Compose("a\ud83de\u0301"));

    private static string Text(string codePoints) =>
        string.Concat(codePoints.Split(' ').Select(code => new Rune(int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()));
}
