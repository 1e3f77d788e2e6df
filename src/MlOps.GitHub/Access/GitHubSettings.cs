using System.Text.RegularExpressions;
using MlOps.Diagnostics;

namespace MlOps.GitHub.Access;

/// <summary>Where GitHub is and how to sign in, as the environment says.</summary>
public sealed partial class GitHubSettings
{
    private const string Public = "https://api.github.com/";

    private GitHubSettings(Uri api, string? token, AppKey? app) => (Api, Token, App) = (api, token, app);

    /// <summary>Address of the REST API, with '/' at its end.</summary>
    public Uri Api { get; }

    internal string? Token { get; }

    internal AppKey? App { get; }

    /// <summary>
    /// Reads <c>GITHUB_API_URL</c>, and <c>MLOPS_GITHUB_APP_ID</c> with <c>MLOPS_GITHUB_APP_KEY</c> or <c>MLOPS_GITHUB_APP_KEY_FILE</c>, or else <c>GITHUB_TOKEN</c>.
    /// </summary>
    /// <param name="environment">Looks up an environment variable; null when it is not set.</param>
    /// <returns>Null when there is nothing to sign in with.</returns>
    /// <exception cref="MlOpsException">MLOPS6104: a value cannot be used. The message never holds it.</exception>
    public static GitHubSettings? Read(Func<string, string?> environment)
    {
        if (!HasSignIn(environment))
        {
            return null;
        }

        var api = Text(environment, "GITHUB_API_URL") ?? Public;
        if (!Uri.TryCreate(api.TrimEnd('/') + "/", UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback))
        {
            throw Bad("GITHUB_API_URL is no address that begins with https://");
        }

        return Text(environment, "MLOPS_GITHUB_APP_ID") is { } id ? new(address, null, ReadApp(id, environment)) : new(address, ReadToken(environment), null);
    }

    /// <summary>True when there is something to sign in with, right or wrong.</summary>
    /// <param name="environment">Looks up an environment variable; null when it is not set.</param>
    public static bool HasSignIn(Func<string, string?> environment) =>
        Text(environment, "GITHUB_TOKEN") is not null || Text(environment, "MLOPS_GITHUB_APP_ID") is not null;

    // anything else would not fit into a header, and the exception would quote it
    private static string ReadToken(Func<string, string?> environment) =>
        Text(environment, "GITHUB_TOKEN") is { } token && TokenForm().IsMatch(token) ? token : throw Bad("GITHUB_TOKEN holds characters that no token has");

    private static AppKey ReadApp(string id, Func<string, string?> environment)
    {
        if (!AppIdForm().IsMatch(id))
        {
            throw Bad("MLOPS_GITHUB_APP_ID is neither an App's id nor its client id");
        }

        try
        {
            var pem = Text(environment, "MLOPS_GITHUB_APP_KEY")
                ?? (Text(environment, "MLOPS_GITHUB_APP_KEY_FILE") is { } file ? File.ReadAllText(file) : throw Bad("MLOPS_GITHUB_APP_ID is set; set MLOPS_GITHUB_APP_KEY or MLOPS_GITHUB_APP_KEY_FILE, too"));
            return new(id, pem);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MlOpsException(Rules.BadSignIn, Location.None, "the file that MLOPS_GITHUB_APP_KEY_FILE names cannot be read", e);
        }
    }

    private static string? Text(Func<string, string?> environment, string name) => environment(name)?.Trim() is { Length: > 0 } text ? text : null;

    private static MlOpsException Bad(string message) => new(Rules.BadSignIn, Location.None, message);

    [GeneratedRegex(@"\A[!-~]+\z")]
    private static partial Regex TokenForm();

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex AppIdForm();
}
