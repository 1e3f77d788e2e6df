namespace Octokit;

public class Credentials(string token, AuthenticationType authenticationType)
{
    public Credentials(string token)
        : this(token, AuthenticationType.Oauth)
    {
    }

    public string Password { get; } = token;

    public AuthenticationType AuthenticationType { get; } = authenticationType;
}
