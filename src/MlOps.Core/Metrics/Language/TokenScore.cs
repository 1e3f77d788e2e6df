namespace MlOps.Metrics.Language;

/// <summary>How well a language model guesses the tokens of a row.</summary>
/// <param name="Loss">Sum of their cross-entropies, in nats.</param>
/// <param name="Tokens">How many were guessed.</param>
/// <param name="Right">How many of them rightly.</param>
/// <param name="Bytes">Bytes in UTF-8 of the text that they stand for.</param>
public readonly record struct TokenScore(double Loss, long Tokens, long Right, long Bytes);
