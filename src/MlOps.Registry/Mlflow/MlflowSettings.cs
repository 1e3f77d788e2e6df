using System.Net.Http.Headers;
using System.Text;
using MlOps.Diagnostics;

namespace MlOps.Registry.Mlflow;

/// <summary>An MLflow server and who signs in to it. Nothing here can be printed by accident: the sign-in has no public member.</summary>
public sealed class MlflowSettings
{
    private const string SchemePrefix = "mlflow+";

    private MlflowSettings(Uri server, AuthenticationHeaderValue? signIn, IReadOnlyList<string> secrets) => (Server, SignIn, Secrets) = (server, signIn, secrets);

    /// <summary>The server's address, with a slash at its end: <c>http://host:5000/</c>.</summary>
    public Uri Server { get; }

    /// <summary>What every request carries; null where the environment holds nothing to sign in with.</summary>
    internal AuthenticationHeaderValue? SignIn { get; }

    /// <summary>Texts that no message may hold.</summary>
    internal IReadOnlyList<string> Secrets { get; }

    /// <summary>Reads the sign-in from the variables that MLflow's own clients read.</summary>
    /// <param name="address"><c>mlflow+http://host:port[/prefix]</c> or <c>mlflow+https://…</c>.</param>
    /// <param name="environment">Looks up an environment variable; null when it is not set.</param>
    /// <exception cref="MlOpsException">MLOPS5202: a variable holds what no request can carry.</exception>
    public static MlflowSettings Read(string address, Func<string, string?> environment)
    {
        var server = new Uri(address[SchemePrefix.Length..].TrimEnd('/') + "/");
        if (Value(environment, "MLFLOW_TRACKING_TOKEN") is { } token)
        {
            return AuthenticationHeaderValue.TryParse($"Bearer {token}", out var bearer)
                ? new(server, bearer, [token])
                : throw new MlOpsException(Rules.MlflowSignIn, Location.None, "MLFLOW_TRACKING_TOKEN holds letters that no token has");
        }

        if (Value(environment, "MLFLOW_TRACKING_USERNAME") is not { } user || environment("MLFLOW_TRACKING_PASSWORD") is not { Length: > 0 } password)
        {
            return new(server, signIn: null, []);
        }

        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        return new(server, new("Basic", basic), [password, basic]);
    }

    private static string? Value(Func<string, string?> environment, string name) => environment(name)?.Trim() is { Length: > 0 } value ? value : null;
}
