namespace MlOps.Text.Tokenizers.PreTokenizers;

/// <summary>Cuts the words of each step by the next; without steps the whole text is one word.</summary>
/// <param name="steps">In the order of their application.</param>
internal sealed class SequencePreTokenizer(IReadOnlyList<PreTokenizer> steps) : PreTokenizer
{
    public override void Split(AlignedText text, List<AlignedText> into)
    {
        List<AlignedText> words = [text];
        foreach (var step in steps)
        {
            var next = new List<AlignedText>(words.Count);
            foreach (var word in words)
            {
                step.Split(word, next);
            }

            words = next;
        }

        into.AddRange(words);
    }
}
