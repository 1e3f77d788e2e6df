namespace Octokit;

public class CheckRunUpdate
{
    public string? DetailsUrl { get; set; }

    public string? ExternalId { get; set; }

    public StringEnum<CheckStatus>? Status { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public StringEnum<CheckConclusion>? Conclusion { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    public NewCheckRunOutput? Output { get; set; }
}
