namespace Octokit;

public interface IConnection
{
    Uri BaseAddress { get; }

    ICredentialStore CredentialStore { get; }
}
