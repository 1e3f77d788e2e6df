namespace MlOps.Text.Tokenizers;

/// <summary>An added token in a text.</summary>
/// <param name="Token">Which.</param>
/// <param name="Span">Where, with the white space that belongs to it.</param>
internal readonly record struct AddedTokenMatch(AddedToken Token, TextSpan Span);
