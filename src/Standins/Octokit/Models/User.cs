namespace Octokit;

public class User : Account;
