namespace Octokit;

public class NewCheckRunAnnotation(string path, int startLine, int endLine, CheckAnnotationLevel annotationLevel, string message)
{
    public string Path { get; } = path;

    public int StartLine { get; } = startLine;

    public int EndLine { get; } = endLine;

    public int? StartColumn { get; set; }

    public int? EndColumn { get; set; }

    public StringEnum<CheckAnnotationLevel>? AnnotationLevel { get; } = annotationLevel;

    public string Message { get; } = message;

    public string? Title { get; set; }
}
