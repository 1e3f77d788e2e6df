namespace Octokit;

public static class CredentialsExtensions
{
    public static string GetToken(this Credentials credentials) => credentials.Password;
}
