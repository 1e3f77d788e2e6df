using MlOps.Inference;
using MlOps.Inference.Predict;
using MlOps.Models;

namespace MlOps.Serving.Protocols.OpenInference;

/// <summary>The outputs that a model of each task has.</summary>
internal static class OutputTensors
{
    /// <summary>
    /// Classifiers: <c>prediction</c> (labels joined by semicolons where a row has several), <c>probability</c>, <c>probabilities</c> [rows, labels].
    /// Numbers: <c>prediction</c> [rows, targets]. Tags: <c>prediction</c>, with spaces between them. Language models: <c>perplexity</c>, <c>tokens</c>.
    /// </summary>
    /// <param name="model">The model.</param>
    public static IReadOnlyList<OutputTensor> Of(ModelDescription model) => model.TaskKind switch
    {
        TaskKind.Regression => [new("prediction", "FP32", model.Labels.Count, answer => ((NumbersAnswer)answer).Values.Cast<object>())],
        TaskKind.TokenClassification => [new("prediction", "BYTES", null, answer => [string.Join(' ', ((TagsAnswer)answer).Tags)])],
        TaskKind.MaskedLm or TaskKind.CausalLm =>
        [
            new("perplexity", "FP64", null, answer => [Math.Exp(((LanguageAnswer)answer).Score.Loss / ((LanguageAnswer)answer).Score.Tokens)]),
            new("tokens", "INT64", null, answer => [((LanguageAnswer)answer).Score.Tokens]),
        ],
        _ =>
        [
            new("prediction", "BYTES", null, answer => [string.Join(';', Decide(model, answer).Labels)]),
            new("probability", "FP32", null, answer => [(float)Decide(model, answer).Probability]),
            new("probabilities", "FP32", model.Labels.Count, answer => ((Prediction)answer).Probabilities.Cast<object>()),
        ],
    };

    private static (IReadOnlyList<string> Labels, double Probability) Decide(ModelDescription model, Answer answer) =>
        DecisionRules.None.Decide(model.Labels, ((Prediction)answer).Probabilities, model.MultiLabel);
}
