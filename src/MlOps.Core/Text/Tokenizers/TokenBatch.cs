namespace MlOps.Text.Tokenizers;

/// <summary>Tokenized texts of equal length, as a model takes them: three tables [Rows, Length], row after row.</summary>
/// <param name="InputIds">Vocabulary indices, [Rows * Length]; the padding token fills the end of shorter rows.</param>
/// <param name="AttentionMask">1 where a token stands, 0 at padding, [Rows * Length].</param>
/// <param name="TokenTypeIds">0 for the first text of a pair, 1 for the second, [Rows * Length].</param>
/// <param name="Rows">Number of texts.</param>
/// <param name="Length">Tokens of the longest text, special tokens counted.</param>
public sealed record TokenBatch(long[] InputIds, long[] AttentionMask, long[] TokenTypeIds, int Rows, int Length);
