namespace MailApi;

/// <summary>A mail to judge.</summary>
public sealed record Mail
{
    /// <summary>Subject and body, as they came: the model cleans them itself.</summary>
    public required string Text { get; init; }
}
