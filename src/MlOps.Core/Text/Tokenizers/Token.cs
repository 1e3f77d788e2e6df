namespace MlOps.Text.Tokenizers;

/// <summary>One token of a text.</summary>
/// <param name="Id">Its vocabulary index.</param>
/// <param name="Origin">The part of the original text that it stands for.</param>
internal readonly record struct Token(int Id, TextSpan Origin);
