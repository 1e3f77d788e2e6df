namespace Octokit;

public class CheckRunRequest
{
    public string? CheckName { get; set; }

    public StringEnum<CheckRunCompletedAtFilter>? Filter { get; set; }
}
