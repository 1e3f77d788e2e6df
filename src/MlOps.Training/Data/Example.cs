using MlOps.Text.Tokenizers;

namespace MlOps.Training.Data;

/// <summary>A tokenized row.</summary>
/// <param name="Text">Its tokens; of a long text its first window.</param>
/// <param name="Labels">Indices of its labels: one, or any number of them for multi-label data; none where numbers are learnt.</param>
public sealed record Example(EncodedText Text, IReadOnlyList<int> Labels)
{
    /// <summary>The windows of a text, in order; just <see cref="Text"/> where it is short, or cut.</summary>
    public IReadOnlyList<EncodedText> Windows { get; init; } = [Text];

    /// <summary>The numbers to predict; none where labels are learnt.</summary>
    public IReadOnlyList<double> Values { get; init; } = [];
}
