namespace MlOps.Inference;

/// <summary>What a model gives for one batch.</summary>
/// <param name="Shape">[B, C]; [B, T, C] where each token has its own.</param>
/// <param name="Logits">Unnormalized, row after row.</param>
/// <param name="Probabilities">Of the same shape; null where the model tells no classes apart.</param>
public sealed record OnnxOutput(IReadOnlyList<long> Shape, float[] Logits, float[]? Probabilities)
{
    /// <summary>Each row's logits and probabilities.</summary>
    public IEnumerable<Prediction> Rows()
    {
        var (rows, width) = ((int)Shape[0], Logits.Length / (int)Shape[0]);
        for (var row = 0; row < rows; row++)
        {
            var place = new Range(row * width, (row + 1) * width);
            yield return new(Logits[place], Probabilities?[place] ?? []);
        }
    }
}
