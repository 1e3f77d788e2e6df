namespace Octokit;

public class AuthorizationException(IResponse response) : ApiException(response);
