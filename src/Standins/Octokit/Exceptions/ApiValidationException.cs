namespace Octokit;

public class ApiValidationException(IResponse response) : ApiException(response)
{
    public override string Message => ApiError.Message is { Length: > 0 } message ? message : "Validation Failed";
}
