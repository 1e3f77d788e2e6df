using System.Text;
using MlOps.Text.Unicode;

namespace MlOps.Text.Tokenizers.Normalizers;

/// <summary>BERT's own normalizer: cleaning, Chinese characters, accents, lower case, in this order.</summary>
internal sealed class BertNormalizer : Normalizer
{
    private const char Removed = '\0';

    private readonly SequenceNormalizer _steps;
    private readonly char[] _ascii = new char[128];
    private readonly bool _keepsNul;

    /// <param name="cleanText">Remove control characters and make white space one kind.</param>
    /// <param name="spaceIdeographs">Make each Chinese character a word.</param>
    /// <param name="stripAccents">Remove accents.</param>
    /// <param name="lowercase">Make letters small.</param>
    public BertNormalizer(bool cleanText, bool spaceIdeographs, bool stripAccents, bool lowercase)
    {
        var steps = new List<Normalizer>();
        if (cleanText)
        {
            steps.Add(new CleanText());
        }

        if (spaceIdeographs)
        {
            steps.Add(new SpaceIdeographs());
        }

        if (stripAccents)
        {
            steps.Add(new UnicodeNormalizer(NormalForm.D));
            steps.Add(new StripMarks(onlyNonspacing: true));
        }

        if (lowercase)
        {
            steps.Add(new Lowercase());
        }

        _steps = new(steps);
        _keepsNul = !cleanText;
        for (var character = '\0'; character < _ascii.Length; character++)
        {
            var result = _steps.Normalize(new AlignedText(character.ToString()));
            _ascii[character] = result.Length == 0 ? Removed : result.Characters[0];
        }
    }

    public override AlignedText Normalize(AlignedText text)
    {
        if (!Ascii.IsValid(text.Characters))
        {
            return _steps.Normalize(text);
        }

        // every step works on an ASCII character by itself, so that a table does them all at once
        var builder = new AlignedTextBuilder(text, text.Length);
        var characters = text.Characters;
        for (var at = 0; at < characters.Length; at++)
        {
            var result = _ascii[characters[at]];
            if (result != Removed || _keepsNul)
            {
                builder.Append(result, text.OriginOf(at));
            }
        }

        return builder.Build();
    }
}
