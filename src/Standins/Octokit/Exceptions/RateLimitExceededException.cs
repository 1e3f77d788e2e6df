namespace Octokit;

public class RateLimitExceededException(IResponse response) : ForbiddenException(response)
{
    public override string Message => ApiError.Message is { Length: > 0 } message ? message : "API Rate Limit exceeded";
}
