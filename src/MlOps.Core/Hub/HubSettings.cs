using MlOps.Diagnostics;

namespace MlOps.Hub;

/// <summary>Where the hub and its cache are, from the environment variables that huggingface_hub reads.</summary>
public sealed record HubSettings
{
    private const string DefaultEndpoint = "https://huggingface.co";

    /// <summary>Full path of the cache: HF_HUB_CACHE, else <c>hub</c> below HF_HOME, XDG_CACHE_HOME or the user's own cache.</summary>
    public required string Cache { get; init; }

    /// <summary>The hub: HF_ENDPOINT, without a slash at its end.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>True where the network is not asked: HF_HUB_OFFLINE, or <c>--offline</c>.</summary>
    public required bool IsOffline { get; init; }

    /// <summary>Gives the user's token: HF_TOKEN, else the file <c>token</c> below HF_HOME; null where there is none. Never printed.</summary>
    public required Func<string?> Token { get; init; }

    /// <summary>Reads the environment; the token is read when it is needed.</summary>
    /// <param name="environment">Looks up an environment variable; null when it is not set.</param>
    /// <exception cref="MlOpsException">MLOPS2014: HF_ENDPOINT is no address.</exception>
    public static HubSettings Read(Func<string, string?> environment)
    {
        var home = First(environment, "HF_HOME") is { } set
            ? FullPath(set, environment)
            : Path.Combine(FullPath(First(environment, "XDG_CACHE_HOME") ?? "~/.cache", environment), "huggingface");
        var endpoint = (First(environment, "HF_ENDPOINT") ?? DefaultEndpoint).TrimEnd('/');
        return new()
        {
            Cache = First(environment, "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE") is { } cache ? FullPath(cache, environment) : Path.Combine(home, "hub"),
            Endpoint = Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                ? address
                : throw new MlOpsException(Rules.HubFailed, Location.None, "HF_ENDPOINT is no address; expected one such as https://huggingface.co"),
            IsOffline = IsTrue(First(environment, "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")),
            Token = () => First(environment, "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN") ?? TokenIn(First(environment, "HF_TOKEN_PATH") ?? Path.Combine(home, "token")),
        };
    }

    private static string? First(Func<string, string?> environment, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (environment(name)?.Trim() is { Length: > 0 } value)
            {
                return value;
            }
        }

        return null;
    }

    private static string FullPath(string path, Func<string, string?> environment)
    {
        var home = First(environment, "HOME", "USERPROFILE") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Path.GetFullPath(path is "~" or ['~', '/', ..] ? home + path[1..] : path);
    }

    private static string? TokenIn(string file) => File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } token ? token : null;

    private static bool IsTrue(string? value) => value?.ToUpperInvariant() is "1" or "ON" or "YES" or "TRUE";
}
