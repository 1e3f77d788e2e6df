using Octokit;
using Octokit.Internal;

namespace MlOps.GitHub.Access;

/// <summary>Takes away the 100 seconds after which Octokit gives a request up: the budget decides, which knows of pauses between attempts.</summary>
/// <param name="inner">Sends the requests.</param>
internal sealed class BudgetedHttpClient(HttpClientAdapter inner) : IHttpClient
{
    /// <inheritdoc/>
    public Task<IResponse> Send(IRequest request, CancellationToken cancellationToken, Func<object, object>? preprocessResponseBody = null)
    {
        ((Request)request).Timeout = TimeSpan.Zero; // Octokit's word for none
        return inner.Send(request, cancellationToken, preprocessResponseBody);
    }

    /// <inheritdoc/>
    public void SetRequestTimeout(TimeSpan timeout) => inner.SetRequestTimeout(timeout);

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();
}
