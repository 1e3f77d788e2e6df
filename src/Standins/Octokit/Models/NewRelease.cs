namespace Octokit;

public class NewRelease(string tagName)
{
    public string TagName { get; } = tagName;

    public string? TargetCommitish { get; set; }

    public string? Name { get; set; }

    public string? Body { get; set; }

    public bool Draft { get; set; }

    public bool Prerelease { get; set; }

    public MakeLatestQualifier? MakeLatest { get; set; }
}
