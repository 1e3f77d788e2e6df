namespace Octokit;

public enum MakeLatestQualifier
{
    True,
    False,
    Legacy,
}
