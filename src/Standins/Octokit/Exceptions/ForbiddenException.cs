namespace Octokit;

public class ForbiddenException(IResponse response) : ApiException(response)
{
    public override string Message => ApiError.Message is { Length: > 0 } message ? message : "Request Forbidden";
}
