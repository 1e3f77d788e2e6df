namespace MlOps.Inference;

/// <summary>What a model says of one text, in the words of a program's own enum.</summary>
/// <typeparam name="TLabel">The labels, numbered as the model numbers them: 0 to C-1.</typeparam>
/// <param name="Label">The most probable label, the first of equals.</param>
/// <param name="Labels">The labels that the text has: just <paramref name="Label"/>, or any number of a multi-label model's.</param>
/// <param name="Probabilities">[C], each from 0 to 1. They sum to 1, or with a multi-label model each stands for itself.</param>
public sealed record LabelPrediction<TLabel>(TLabel Label, IReadOnlyList<TLabel> Labels, IReadOnlyList<float> Probabilities)
    where TLabel : struct, Enum
{
    /// <summary>The probability of <see cref="Label"/>, from 0 to 1.</summary>
    public float Probability => ProbabilityOf(Label);

    /// <summary>The probability of a label, from 0 to 1.</summary>
    /// <param name="label">One of the model's labels.</param>
    public float ProbabilityOf(TLabel label) => Probabilities[Convert.ToInt32(label, System.Globalization.CultureInfo.InvariantCulture)];
}
