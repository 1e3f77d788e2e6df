using System.Net;
using System.Runtime.Serialization;
using MlOps.Diagnostics;
using MlOps.GitHub.Access;
using MlOps.Reporting;
using Octokit;

namespace MlOps.GitHub.Publishing;

/// <summary>Why GitHub did not do what it was asked for.</summary>
/// <param name="Reason">In words, without a secret.</param>
/// <param name="IsUnclear">True when the request may have been done all the same: no answer came, or none that tells.</param>
internal sealed record GitHubFailure(string Reason, bool IsUnclear)
{
    private const int MaxReason = 300;

    /// <summary>True for what goes wrong outside of this program.</summary>
    /// <param name="exception">What was thrown.</param>
    public static bool Is(Exception exception) =>
        exception is ApiException or HttpRequestException or SerializationException or OperationCanceledException || exception is MlOpsException { Diagnostic.Rule: var rule } && rule == Rules.BadSignIn;

    /// <summary>Describes what was thrown.</summary>
    /// <param name="exception">Something for which <see cref="Is"/> is true.</param>
    /// <param name="redactor">Takes secrets out.</param>
    public static GitHubFailure Of(Exception exception, Redactor redactor)
    {
        var (reason, isUnclear) = exception switch
        {
            ApiException api => ($"GitHub answered {(int)api.StatusCode}: {api.Message}", api.StatusCode is >= HttpStatusCode.InternalServerError or HttpStatusCode.Conflict),
            MlOpsException mlops => (mlops.Diagnostic.Message, false),
            OperationCanceledException => ("the run was cancelled before GitHub answered", false),
            SerializationException => ("GitHub's answer is not JSON", true),
            _ => ($"GitHub did not answer: {exception.Message}", true),
        };
        return new(PlainText.Of(redactor.Redact(reason), MaxReason), isUnclear);
    }
}
