namespace Octokit;

public class Installation : InstallationId;
