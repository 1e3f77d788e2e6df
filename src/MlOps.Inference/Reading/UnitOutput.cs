namespace MlOps.Inference.Reading;

/// <summary>What a model gives for one unit.</summary>
/// <param name="width">Outputs of a row or token, C.</param>
/// <param name="logits">[C], or [T, C] with T the tokens of the batch.</param>
/// <param name="probabilities">Likewise; empty where the model tells no classes apart.</param>
internal readonly ref struct UnitOutput(int width, ReadOnlySpan<float> logits, ReadOnlySpan<float> probabilities)
{
    /// <summary>Outputs of a row or token, C.</summary>
    public int Width { get; } = width;

    /// <summary>[C], or [T, C].</summary>
    public ReadOnlySpan<float> Logits { get; } = logits;

    /// <summary>[C], or [T, C]; empty where the model tells no classes apart.</summary>
    public ReadOnlySpan<float> Probabilities { get; } = probabilities;

    /// <summary>The logits of one token, [C].</summary>
    /// <param name="token">From 0.</param>
    public ReadOnlySpan<float> LogitsOf(int token) => Logits.Slice(token * Width, Width);

    /// <summary>The probabilities of one token, [C].</summary>
    /// <param name="token">From 0.</param>
    public ReadOnlySpan<float> ProbabilitiesOf(int token) => Probabilities.Slice(token * Width, Width);
}
