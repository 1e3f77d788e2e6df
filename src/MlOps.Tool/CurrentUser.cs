namespace MlOps.Tool;

/// <summary>Who works here, for the registry's history: the person that a build server names, else the system's user.</summary>
internal static class CurrentUser
{
    // whoever pushed or pressed the button; the system's user of a build server is the same for everybody
    private static readonly (string Server, string Person)[] Servers =
    [
        ("GITHUB_ACTIONS", "GITHUB_ACTOR"),
        ("GITLAB_CI", "GITLAB_USER_LOGIN"),
        ("TF_BUILD", "BUILD_REQUESTEDFOR"),
        ("BUILDKITE", "BUILDKITE_BUILD_CREATOR"),
    ];

    /// <summary>The person's name.</summary>
    /// <param name="environment">Looks up an environment variable; null when it is not set.</param>
    public static string Of(Func<string, string?> environment) =>
        Servers.Where(server => environment(server.Server) is { Length: > 0 }).Select(server => environment(server.Person)).FirstOrDefault(person => !string.IsNullOrWhiteSpace(person))
        ?? Environment.UserName;
}
