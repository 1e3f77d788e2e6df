namespace Octokit.Internal;

public class InMemoryCredentialStore(Credentials credentials) : ICredentialStore
{
    public Task<Credentials> GetCredentials() => Task.FromResult(credentials);
}
