namespace Octokit;

public class SecondaryRateLimitExceededException(IResponse response) : ForbiddenException(response)
{
    public override string Message => ApiError.Message is { Length: > 0 } message ? message : "Secondary API Rate Limit exceeded";
}
