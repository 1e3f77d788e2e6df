using System.Globalization;
using System.Text;

namespace MlOps.Inference.Explain;

/// <summary>Explanations for a terminal: words that speak for the answer in green, those against it in red, the strongest in bold.</summary>
public static class ExplanationAnsi
{
    private const string Reset = "\u001b[0m";

    /// <summary>One explanation, with the line end.</summary>
    /// <param name="explanation">The explanation.</param>
    public static string Write(Explanation explanation)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Shown(explanation.Label)} {explanation.Score:0.####}\n");
        Add(text, Highlight.Of(explanation, ofPair: false));
        if (explanation.Row.Pair is not null)
        {
            Add(text, Highlight.Of(explanation, ofPair: true));
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, IEnumerable<Highlight> pieces)
    {
        _ = text.Append("  ");
        foreach (var piece in pieces)
        {
            _ = piece.Strength == 0 ? text.Append(Shown(piece.Text)) : text.Append(Begin(piece)).Append(Shown(piece.Text)).Append(Reset);
        }

        _ = text.Append('\n');
    }

    private static string Begin(Highlight piece) => $"\u001b[{piece.Strength switch { 1 => "2", 2 => "22", _ => "1" }};{(piece.Effect > 0 ? "32" : "31")}m";

    // a text must not move the cursor, or colour what comes after it
    private static string Shown(string text) => string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
}
