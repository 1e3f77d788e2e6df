using System.Buffers;
using System.Text;

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
            steps.Add(new Nfd());
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
            var result = new ArrayBufferWriter<char>(4);
            _steps.Normalize([character], result);
            _ascii[character] = result.WrittenCount == 0 ? Removed : result.WrittenSpan[0];
        }
    }

    public override void Normalize(ReadOnlySpan<char> text, ArrayBufferWriter<char> into)
    {
        if (!Ascii.IsValid(text))
        {
            _steps.Normalize(text, into);
            return;
        }

        // every step works on an ASCII character by itself, so that a table does them all at once
        var span = into.GetSpan(text.Length + 1);
        var length = 0;
        foreach (var character in text)
        {
            var result = _ascii[character];
            if (result != Removed || _keepsNul)
            {
                span[length++] = result;
            }
        }

        into.Advance(length);
    }
}
