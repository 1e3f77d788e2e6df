using System.Text.Json.Serialization;

namespace Octokit;

public class CheckRunAnnotation
{
    [JsonInclude]
    public string Path { get; private set; } = null!;

    [JsonInclude]
    public int StartLine { get; private set; }

    [JsonInclude]
    public int EndLine { get; private set; }

    [JsonInclude]
    public int? StartColumn { get; private set; }

    [JsonInclude]
    public int? EndColumn { get; private set; }

    [JsonInclude]
    public string Message { get; private set; } = null!;

    [JsonInclude]
    public string Title { get; private set; } = null!;
}
