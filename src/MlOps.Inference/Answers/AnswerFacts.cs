using MlOps.Drift;
using MlOps.Inference.Predict;
using MlOps.Models;

namespace MlOps.Inference;

/// <summary>What monitoring keeps of an answer, whatever the model's task.</summary>
/// <param name="Labels">The labels or tags that are given; empty where the model gives none.</param>
/// <param name="Confidence">The probability of the given label, or of the least sure tag; null where the model gives neither.</param>
/// <param name="Values">The numbers that are predicted, by their features; of a language model its cross-entropy a token, in nats.</param>
public sealed record AnswerFacts(IReadOnlyList<string> Labels, double? Confidence, IReadOnlyDictionary<string, double> Values)
{
    private static readonly Dictionary<string, double> NoValues = [];

    /// <summary>Of an answer.</summary>
    /// <param name="model">The model that gave it.</param>
    /// <param name="answer">The answer.</param>
    public static AnswerFacts Of(ModelDescription model, Answer answer)
    {
        switch (answer)
        {
            case Prediction said:
                var (labels, probability) = DecisionRules.None.Decide(model.Labels, said.Probabilities, model.MultiLabel);
                return new(labels, probability, NoValues);
            case TagsAnswer said:
                return new(said.Tags, said.Probabilities.Count == 0 ? null : said.Probabilities.Min(), NoValues);
            case NumbersAnswer said:
                return new([], null, said.Values.Select((value, place) => (Feature: Features.OfTarget(model.Labels[place], model.Labels.Count), Value: (double)value)).ToDictionary(pair => pair.Feature, pair => pair.Value));
            case LanguageAnswer { Score: { Tokens: > 0 } score }:
                return new([], null, new Dictionary<string, double> { [Features.Value] = score.Loss / score.Tokens });
            default:
                return new([], null, NoValues);
        }
    }

    /// <summary>Adds the answer's features to a profile.</summary>
    /// <param name="profile">The profile.</param>
    public void AddTo(ProfileBuilder profile) => profile.AddAnswer(Labels, Confidence, Values);
}
