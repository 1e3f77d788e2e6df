using System.Globalization;
using MlOps.Metrics.Entities;
using MlOps.Models;

namespace MlOps.Inference.Predict;

/// <summary>How the answers of a model stand in the columns of a table.</summary>
public sealed class AnswerFormat
{
    private const string Prediction = "prediction";
    private const int Decimals = 6; // as many as a float32 is good for

    private readonly ModelDescription _model;
    private readonly DecisionRules _rules;

    /// <summary>Chooses the columns of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rules">What becomes of a classifier's probabilities.</param>
    public AnswerFormat(ModelDescription model, DecisionRules rules)
    {
        (_model, _rules) = (model, rules);
        Columns = model.TaskKind switch
        {
            TaskKind.Regression when model.Labels.Count == 1 => [new(Prediction, IsNumber: true)],
            TaskKind.Regression => [.. model.Labels.Select(target => new AnswerColumn($"{Prediction}.{target}", IsNumber: true))],
            TaskKind.TokenClassification => [new(Prediction, IsNumber: false), new("entities", IsNumber: false)],
            TaskKind.MaskedLm or TaskKind.CausalLm => [new("perplexity", IsNumber: true), new("tokens", IsNumber: true)],
            _ => [new(Prediction, IsNumber: false), new("probability", IsNumber: true)],
        };
    }

    /// <summary>
    /// The columns. Labels: <c>prediction</c>, several joined by semicolons and empty where the model abstains, and <c>probability</c>. Numbers: <c>prediction</c>, or
    /// one column a target. Tags: <c>prediction</c>, one a word, and <c>entities</c>. Language models: <c>perplexity</c> and <c>tokens</c>.
    /// </summary>
    public IReadOnlyList<AnswerColumn> Columns { get; }

    /// <summary>The cells of an answer, one a column; empty where there is nothing to say.</summary>
    /// <param name="row">What was asked.</param>
    /// <param name="answer">What the model says.</param>
    public IReadOnlyList<string> Cells(RowInput row, Answer answer) => answer switch
    {
        Prediction labels => Labels(labels),
        NumbersAnswer numbers => [.. numbers.Values.Select(value => Number(value))],
        TagsAnswer tags => [string.Join(' ', tags.Tags), Entities(Reading.TagReader.WordsOf(row), tags.Tags)],
        LanguageAnswer { Score: var score } => [score.Tokens == 0 ? "" : Number(Math.Exp(score.Loss / score.Tokens)), score.Tokens.ToString(CultureInfo.InvariantCulture)],
        _ => throw new ArgumentException("the answer is of no known task", nameof(answer)),
    };

    private static string Number(double value) => Math.Round(value, Decimals).ToString("R", CultureInfo.InvariantCulture);

    private static string Entities(IReadOnlyList<string> words, IReadOnlyList<string> tags) =>
        string.Join("; ", Entity.Read(tags).Select(entity => $"{entity.Kind}: {string.Join(' ', words.Take(entity.End).Skip(entity.Start))}"));

    private string[] Labels(Prediction said)
    {
        var (labels, probability) = _rules.Decide(_model.Labels, said.Probabilities, _model.MultiLabel);
        return [string.Join(';', labels), Number(probability)];
    }
}
