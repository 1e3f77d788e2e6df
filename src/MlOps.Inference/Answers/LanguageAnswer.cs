using MlOps.Metrics.Language;

namespace MlOps.Inference;

/// <summary>How well a language model guesses one text.</summary>
/// <param name="Score">Over its tokens.</param>
public sealed record LanguageAnswer(TokenScore Score) : Answer;
