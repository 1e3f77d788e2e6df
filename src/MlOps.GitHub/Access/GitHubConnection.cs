using System.Reflection;
using MlOps.Diagnostics;
using Octokit;
using Octokit.Internal;

namespace MlOps.GitHub.Access;

/// <summary>A signed-in client of GitHub's API that repeats what may be repeated, within a budget of time.</summary>
public sealed class GitHubConnection : IDisposable
{
    private readonly List<BudgetedHttpClient> _clients = [];
    private readonly GitHubSettings _settings;
    private readonly RequestLimits _limits;
    private readonly TimeProvider _time;
    private readonly Func<TimeSpan, CancellationToken, Task> _wait;

    /// <summary>Prepares the connection; nothing is sent yet.</summary>
    /// <param name="settings">Where GitHub is and how to sign in.</param>
    /// <param name="repository">The repository that is worked on; an App signs in through it.</param>
    /// <param name="limits">What one request may take.</param>
    /// <param name="time">The clock.</param>
    /// <param name="wait">Waits between two attempts; null for the clock's own time.</param>
    public GitHubConnection(
        GitHubSettings settings, RepositoryName repository, RequestLimits limits, TimeProvider time, Func<TimeSpan, CancellationToken, Task>? wait = null)
    {
        (_settings, _limits, _time) = (settings, limits, time);
        _wait = wait ?? ((pause, ct) => Task.Delay(pause, time, ct));
        Repository = repository;
        Budget = new(time);
        Client = new GitHubClient(Connect(Credentials()));
    }

    /// <summary>The repository that is worked on.</summary>
    public RepositoryName Repository { get; }

    /// <summary>How long requests may still take; empty until it is opened.</summary>
    public RequestBudget Budget { get; }

    /// <summary>Knows every secret of this connection.</summary>
    public Redactor Redactor { get; } = new();

    /// <summary>
    /// The client. Its methods throw <see cref="ApiException"/> where GitHub refuses, <see cref="HttpRequestException"/> where no answer comes,
    /// and <see cref="MlOpsException"/> (MLOPS6104) where an App cannot sign in.
    /// </summary>
    public IGitHubClient Client { get; }

    /// <summary>Waits before something is tried again.</summary>
    /// <param name="pause">How long.</param>
    internal Task WaitAsync(TimeSpan pause) => _wait(pause, Budget.Cancelled);

    /// <inheritdoc/>
    public void Dispose() => _clients.ForEach(client => client.Dispose());

    private ICredentialStore Credentials()
    {
        if (_settings.App is { } app)
        {
            Redactor.Add(app.Pem);
            return new AppCredentials(app, Repository, jwt => Connect(new InMemoryCredentialStore(jwt)), Redactor, _time);
        }

        Redactor.Add(_settings.Token!);
        return new InMemoryCredentialStore(new(_settings.Token!));
    }

    private Connection Connect(ICredentialStore credentials)
    {
        // Octokit follows redirects itself, and leaves the token out when they lead to another host
        var client = new BudgetedHttpClient(new(() => new RetryHandler(new SocketsHttpHandler { AllowAutoRedirect = false }, Budget, _limits, _time, _wait)));
        client.SetRequestTimeout(Timeout.InfiniteTimeSpan); // the budget ends requests
        _clients.Add(client);
        return new(new("mlops", Assembly.GetExecutingAssembly().GetName().Version!.ToString(3)), _settings.Api, credentials, client, new SimpleJsonSerializer());
    }
}
