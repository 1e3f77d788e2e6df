using MlOps.Diagnostics;
using MlOps.Models;

namespace MlOps.Inference.Explain;

/// <summary>
/// Explains answers by occlusion: the text is predicted again without each of its words, and the change of the score is the word's effect. It asks the model alone, whatever is inside of it; words
/// that only matter together each have a small effect.
/// </summary>
/// <remarks>Zeiler, Fergus 2014, section 4, for pictures; Li, Monroe, Jurafsky 2016 for words ("erasure").</remarks>
public sealed class Explainer
{
    /// <summary>Parts of one row at most: neighbours of a longer text are taken out together.</summary>
    public const int MostParts = 256;

    private readonly Predictor _predictor;
    private readonly string? _label;

    /// <summary>Prepares explanations.</summary>
    /// <param name="predictor">A model that classifies texts or predicts numbers of them.</param>
    /// <param name="label">The label or target to explain; null for the likeliest label of each row, or the first target.</param>
    /// <exception cref="MlOpsException">MLOPS4107: the model's answers cannot be explained so. MLOPS3006: it has no such label.</exception>
    public Explainer(Predictor predictor, string? label)
    {
        var model = predictor.Description;
        if (model.TaskKind is not (TaskKind.TextClassification or TaskKind.Regression))
        {
            throw new MlOpsException(Rules.NotExplained, Location.None, $"the model has learnt {model.Task}; explained are the answers of text-classification and regression");
        }

        if (label is not null && !model.Labels.Contains(label))
        {
            throw new MlOpsException(Rules.BadLabels, Location.None, $"the model has no label '{label}'; it has {string.Join(", ", model.Labels)}{Spelling.Hint(label, model.Labels)}");
        }

        (_predictor, _label) = (predictor, label);
    }

    /// <summary>Explains the answer to a row.</summary>
    /// <param name="row">A prepared row.</param>
    /// <param name="ct">Stops between two batches.</param>
    public Explanation Explain(RowInput row, CancellationToken ct)
    {
        var most = row.Pair is null ? MostParts : MostParts / 2;
        var parts = TextParts.Group(TextParts.Words(row.Text), most);
        var ofPair = row.Pair is { } pair ? TextParts.Group(TextParts.Words(pair), most) : [];
        RowInput[] asked =
        [
            row,
            .. parts.Select(part => row with { Text = Without(row.Text, part) }),
            .. ofPair.Select(part => row with { Pair = Without(row.Pair!, part) }),
        ];

        var answers = _predictor.Predict(asked, ct);
        var place = _label is null ? Likeliest(answers[0]) : _predictor.Description.Labels.TakeWhile(label => label != _label).Count();
        var score = Score(answers[0], place);
        var effects = new Queue<double>(answers.Skip(1).Select(answer => score - Score(answer, place)));
        return new(
            row,
            answers[0],
            _predictor.Description.Labels[place],
            score,
            [
                .. parts.Select(part => new ExplainedPart(part.Start.Value, row.Text[part], OfPair: false, effects.Dequeue())),
                .. ofPair.Select(part => new ExplainedPart(part.Start.Value, row.Pair![part], OfPair: true, effects.Dequeue())),
            ]);
    }

    /// <summary>A text without one of its parts.</summary>
    /// <param name="text">The text.</param>
    /// <param name="part">The part.</param>
    public static string Without(string text, Range part) => string.Concat(text.AsSpan()[..part.Start], text.AsSpan()[part.End..]);

    private static int Likeliest(Answer answer) => answer is Prediction { Probabilities: var probabilities } ? Array.IndexOf(probabilities, probabilities.Max()) : 0;

    private static double Score(Answer answer, int place) => answer is Prediction said ? said.Probabilities[place] : ((NumbersAnswer)answer).Values[place];
}
