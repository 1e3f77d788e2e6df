using System.Text;
using MlOps.Text.Tokenizers.Patterns;

namespace MlOps.Text.Tokenizers.PreTokenizers;

/// <summary>Cuts a text into GPT-2's words, and writes each byte of its UTF-8 as one character of the <see cref="ByteMap"/>.</summary>
/// <param name="addsSpace">A text that doesn't begin with a space gets one.</param>
/// <param name="cuts">False leaves the text whole.</param>
internal sealed class ByteLevelPreTokenizer(bool addsSpace, bool cuts) : PreTokenizer
{
    public override void Split(AlignedText text, List<AlignedText> into)
    {
        if (addsSpace && text.Characters[0] != ' ')
        {
            text = text.Prepend(" ");
        }

        var bytes = new AlignedTextBuilder(text, Encoding.UTF8.GetByteCount(text.Characters));
        var wordEnds = new List<int>();
        for (var start = 0; start < text.Length;)
        {
            var end = cuts ? Gpt2Words.EndOf(text.Characters, start) : text.Length;
            ByteText.Append(text, start, end, bytes);
            wordEnds.Add(bytes.Length);
            start = end;
        }

        var written = bytes.Build();
        var wordStart = 0;
        foreach (var wordEnd in wordEnds)
        {
            into.Add(written.Slice(wordStart, wordEnd - wordStart));
            wordStart = wordEnd;
        }
    }

    public override PreTokenizer ForWords() => new ByteLevelPreTokenizer(addsSpace: true, cuts);
}
