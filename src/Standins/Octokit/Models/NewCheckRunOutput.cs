namespace Octokit;

public class NewCheckRunOutput(string title, string summary)
{
    public string Title { get; } = title;

    public string Summary { get; } = summary;

    public string? Text { get; set; }

    public IReadOnlyList<NewCheckRunAnnotation>? Annotations { get; set; }
}
