namespace Octokit;

public class NotFoundException(IResponse response) : ApiException(response);
