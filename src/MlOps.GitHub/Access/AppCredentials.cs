using System.Security.Cryptography;
using MlOps.Diagnostics;
using Octokit;

namespace MlOps.GitHub.Access;

/// <summary>Signs in as the installation of a GitHub App: finds it through the repository, and asks for a new token before one expires.</summary>
/// <param name="app">The App.</param>
/// <param name="repository">A repository that the App is installed in.</param>
/// <param name="connect">Opens a connection with a sign-in.</param>
/// <param name="redactor">Learns every token.</param>
/// <param name="time">The clock.</param>
internal sealed class AppCredentials(AppKey app, RepositoryName repository, Func<Credentials, IConnection> connect, Redactor redactor, TimeProvider time) : ICredentialStore
{
    private static readonly TimeSpan Reserve = TimeSpan.FromMinutes(5);

    private AccessToken? _token;

    /// <inheritdoc/>
    /// <exception cref="MlOpsException">MLOPS6104: the key cannot be used, or the App is not installed in the repository.</exception>
    public async Task<Credentials> GetCredentials()
    {
        if (_token is null || _token.ExpiresAt - time.GetUtcNow() < Reserve)
        {
            _token = await AskAsync();
            redactor.Add(_token.Token);
        }

        return new(_token.Token);
    }

    private async Task<AccessToken> AskAsync()
    {
        try
        {
            var jwt = app.Sign(time.GetUtcNow());
            redactor.Add(jwt);
            var apps = new GitHubClient(connect(new(jwt, AuthenticationType.Bearer))).GitHubApps;
            var installation = await apps.GetRepositoryInstallationForCurrent(repository.Owner, repository.Name);
            return await apps.CreateInstallationToken(installation.Id);
        }
        catch (CryptographicException e)
        {
            throw new MlOpsException(Rules.BadSignIn, Location.None, "the GitHub App's private key is no RSA key in PEM", e);
        }
        catch (NotFoundException e)
        {
            throw new MlOpsException(Rules.BadSignIn, Location.None, $"the GitHub App is not installed in {repository}", e);
        }
        catch (AuthorizationException e)
        {
            throw new MlOpsException(Rules.BadSignIn, Location.None, "GitHub does not know this App with this key; check MLOPS_GITHUB_APP_ID and this machine's clock", e);
        }
    }
}
