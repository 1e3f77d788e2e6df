namespace MlOps.GitHub.Content;

/// <summary>A finding beside the lines that it is about.</summary>
/// <param name="Path">The file, relative to the repository's top.</param>
/// <param name="Line">1-based.</param>
/// <param name="Columns">Its first and its last column, 1-based; null for the whole line.</param>
/// <param name="Level">How it is marked.</param>
/// <param name="Title">The code and what is wrong in a few words.</param>
/// <param name="Message">What was found, and what to do. Plain text: GitHub reads no Markdown here.</param>
public sealed record CheckAnnotation(string Path, int Line, (int Start, int End)? Columns, AnnotationLevel Level, string Title, string Message);
