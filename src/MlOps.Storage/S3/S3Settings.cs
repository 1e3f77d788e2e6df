using MlOps.Diagnostics;
using MlOps.Remote;

namespace MlOps.Storage.S3;

/// <summary>How an S3-compatible store is reached, from the environment variables that AWS's own tools read.</summary>
public sealed record S3Settings
{
    private const string DefaultRegion = "us-east-1";

    /// <summary>The store: AWS_ENDPOINT_URL_S3, else AWS_ENDPOINT_URL; null for what the profile says, else AWS itself.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>AWS_REGION, else AWS_DEFAULT_REGION; null for what the profile says.</summary>
    public string? Region { get; init; }

    /// <summary>True where a bucket is part of the path and not of the host's name, as most stores but AWS need it.</summary>
    public bool HasPathStyle { get; init; }

    /// <summary>AWS_ACCESS_KEY_ID; null to look where AWS's tools do: the profile, the container, the machine.</summary>
    public string? AccessKey { get; init; }

    /// <summary>AWS_SECRET_ACCESS_KEY. Never printed.</summary>
    internal string? SecretKey { get; init; }

    /// <summary>AWS_SESSION_TOKEN. Never printed.</summary>
    internal string? SessionToken { get; init; }

    /// <summary>The profile: AWS_PROFILE; null for the default one.</summary>
    public string? Profile { get; init; }

    /// <summary>True where requests are not signed, for buckets that everybody may read: AWS_NO_SIGN_REQUEST.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>The region that requests are signed for where neither environment nor profile names one.</summary>
    public static string RegionOtherwise => DefaultRegion;

    /// <summary>Reads the environment.</summary>
    /// <param name="environment">Looks up an environment variable; null when it is not set.</param>
    /// <exception cref="MlOpsException">MLOPS2015: the endpoint is no address, or is not encrypted.</exception>
    public static S3Settings Read(Func<string, string?> environment)
    {
        var endpoint = Value("AWS_ENDPOINT_URL_S3") ?? Value("AWS_ENDPOINT_URL");
        return new()
        {
            Endpoint = endpoint is null ? null : EndpointOf(endpoint),
            Region = Value("AWS_REGION") ?? Value("AWS_DEFAULT_REGION"),
            HasPathStyle = Value("MLOPS_S3_PATH_STYLE") is { } style ? IsTrue(style) : endpoint is not null,
            AccessKey = Value("AWS_ACCESS_KEY_ID"),
            SecretKey = Value("AWS_SECRET_ACCESS_KEY"),
            SessionToken = Value("AWS_SESSION_TOKEN"),
            Profile = Value("AWS_PROFILE"),
            IsAnonymous = Value("AWS_NO_SIGN_REQUEST") is { } anonymous && IsTrue(anonymous),
        };

        string? Value(string name) => environment(name)?.Trim() is { Length: > 0 } value ? value : null;
    }

    /// <summary>Names the store and no secret.</summary>
    public override string ToString() => Endpoint?.GetComponents(UriComponents.SchemeAndServer, UriFormat.Unescaped) ?? "AWS S3";

    private static Uri EndpointOf(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && (RemoteAddress.IsThisMachine(uri) || IsPrivate(uri))))
        ? uri
        : throw new MlOpsException(Rules.BadAddress, Location.None, "AWS_ENDPOINT_URL is no address that keys are sent to; expected https://HOST, or http:// of this machine or a name without dots in its network");

    // a name without dots is one of this network: a container beside this one
    private static bool IsPrivate(Uri uri) => uri.HostNameType == UriHostNameType.Dns && !uri.Host.Contains('.', StringComparison.Ordinal);

    private static bool IsTrue(string value) => value.ToUpperInvariant() is "1" or "ON" or "YES" or "TRUE";
}
