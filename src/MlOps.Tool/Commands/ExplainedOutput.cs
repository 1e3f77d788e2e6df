using System.Globalization;
using MlOps.Inference.Explain;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands;

/// <summary>Writes what <c>predict --explain</c> finds.</summary>
/// <param name="output">Receives it.</param>
/// <param name="model">What the user calls the model.</param>
internal sealed class ExplainedOutput(TextWriter output, string model)
{
    private const int ShownWords = 8; // of a row in a table

    /// <summary>The formats that explanations are written in.</summary>
    public static IReadOnlyList<PredictionFormat> Formats { get; } =
        [PredictionFormat.Table, PredictionFormat.Json, PredictionFormat.Jsonl, PredictionFormat.Ansi, PredictionFormat.Html];

    /// <summary>Writes explanations as they are made.</summary>
    /// <param name="explanations">The explanations.</param>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    public void Write(IEnumerable<Explanation> explanations, PredictionFormat format)
    {
        switch (format)
        {
            case PredictionFormat.Json:
                output.Write($"[\n{string.Join(",\n", explanations.Select(ExplanationJson.Write))}\n]\n");
                break;
            case PredictionFormat.Jsonl:
                Each(explanations, explanation => ExplanationJson.Write(explanation) + "\n");
                break;
            case PredictionFormat.Ansi:
                Each(explanations, ExplanationAnsi.Write);
                break;
            case PredictionFormat.Html:
                output.Write(ExplanationHtml.Write($"Answers of {model}", explanations));
                break;
            default:
                Each(explanations, Table);
                break;
        }
    }

    private void Each(IEnumerable<Explanation> explanations, Func<Explanation, string> write)
    {
        foreach (var explanation in explanations)
        {
            output.Write(write(explanation));
            output.Flush();
        }
    }

    private static string Table(Explanation explanation)
    {
        var table = new TextTable("effect", "word").Add(explanation.Strongest.Take(ShownWords)
            .Select(part => (IReadOnlyList<string>)[part.Effect.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture), LogText.Of(part.Text)]));
        return LogText.Of(string.Create(CultureInfo.InvariantCulture, $"{explanation.Label} {explanation.Score:0.####}: {PredictedOutput.Shortened(explanation.Row.Text)}\n")) + table + "\n";
    }
}
