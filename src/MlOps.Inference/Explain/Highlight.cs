namespace MlOps.Inference.Explain;

/// <summary>A piece of an explained text, as it is shown.</summary>
/// <param name="Text">The piece, white space too.</param>
/// <param name="Effect">Its effect on the score; 0 for what stands between parts.</param>
/// <param name="Strength">0 to 3: how large the effect is beside the largest one of the row.</param>
internal readonly record struct Highlight(string Text, double Effect, int Strength)
{
    private const double Least = 1e-4; // an effect that no reader would call one

    /// <summary>Cuts a text of an explanation into pieces; together they are the text.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <param name="ofPair">True for the second text.</param>
    public static IEnumerable<Highlight> Of(Explanation explanation, bool ofPair)
    {
        var text = ofPair ? explanation.Row.Pair! : explanation.Row.Text;
        var largest = explanation.Parts.Select(part => Math.Abs(part.Effect)).DefaultIfEmpty().Max();
        var at = 0;
        foreach (var part in explanation.Parts.Where(part => part.OfPair == ofPair))
        {
            if (part.Start > at)
            {
                yield return new(text[at..part.Start], 0, 0);
            }

            yield return new(part.Text, part.Effect, StrengthOf(Math.Abs(part.Effect), largest));
            at = part.Start + part.Text.Length;
        }

        if (at < text.Length)
        {
            yield return new(text[at..], 0, 0);
        }
    }

    private static int StrengthOf(double effect, double largest) =>
        effect < Least ? 0 : effect >= largest * 2 / 3 ? 3 : effect >= largest / 3 ? 2 : effect >= largest / 12 ? 1 : 0;
}
