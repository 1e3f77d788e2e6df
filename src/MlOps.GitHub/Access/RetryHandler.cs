using System.Net;

namespace MlOps.GitHub.Access;

/// <summary>
/// Sends requests again by <see cref="RetryRules"/>, within a budget of time. What does not arrive whole and in time is an
/// <see cref="HttpRequestException"/>, whatever went wrong below.
/// </summary>
/// <param name="inner">Sends them.</param>
/// <param name="budget">How long all may take.</param>
/// <param name="limits">How long one may take.</param>
/// <param name="time">The clock.</param>
/// <param name="wait">Waits between two attempts.</param>
internal sealed class RetryHandler(
    HttpMessageHandler inner, RequestBudget budget, RequestLimits limits, TimeProvider time, Func<TimeSpan, CancellationToken, Task> wait) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            HttpResponseMessage? response = null;
            HttpRequestException? failure = null;
            TimeSpan? pause;
            try
            {
                response = await SendOnceAsync(request, cancellationToken);
                pause = RetryRules.PauseAfter(request.Method, response, await TextAsync(response), attempt, time.GetUtcNow());
            }
            catch (HttpRequestException e)
            {
                failure = e;
                pause = RetryRules.PauseAfter(request.Method, e, attempt);
            }

            if (pause is not { } delay || attempt == RetryRules.MaxAttempts || delay >= budget.Remaining)
            {
                return response ?? throw failure!;
            }

            response?.Dispose();
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, budget.Cancelled);
            await wait(delay, ends.Token);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var allowed = budget.Remaining < limits.Attempt ? budget.Remaining : limits.Attempt;
        using var clock = new CancellationTokenSource(allowed, time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(ct, clock.Token, budget.Cancelled);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, ends.Token);
            if (IsText(response))
            {
                await response.Content.LoadIntoBufferAsync(limits.AnswerBytes, ends.Token); // a slow body counts as well
            }

            return !response.IsSuccessStatusCode || IsAnswer(response)
                ? response
                : throw new HttpRequestException("what came is no answer of GitHub; is GITHUB_API_URL right, or is there a proxy that asks for a password?");
        }
        catch (OperationCanceledException e) when (clock.IsCancellationRequested)
        {
            response?.Dispose();
            throw new HttpRequestException($"no whole answer within {allowed.TotalSeconds:0} s", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            response?.Dispose();
            throw e as HttpRequestException ?? new HttpRequestException("the connection was cut", e);
        }
    }

    private static async Task<string> TextAsync(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.Forbidden && IsText(response) ? await response.Content.ReadAsStringAsync() : "";

    // GitHub answers in JSON, with a file, or with nothing and 204
    private static bool IsAnswer(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.NoContent
        || !IsText(response)
        || (MediaType(response)?.Contains("json", StringComparison.Ordinal) == true && response.Content.Headers.ContentLength is not 0);

    // files are for their reader to take in parts
    private static bool IsText(HttpResponseMessage response) => MediaType(response) is not "application/octet-stream";

    private static string? MediaType(HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType;
}
