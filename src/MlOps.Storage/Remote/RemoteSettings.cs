using MlOps.Storage.S3;

namespace MlOps.Storage.Remote;

/// <summary>Where fetched files are kept, and how they are asked for.</summary>
public sealed record RemoteSettings
{
    /// <summary>Full path of the cache.</summary>
    public required string Cache { get; init; }

    /// <summary>True where the network is not asked.</summary>
    public bool IsOffline { get; init; }

    /// <summary>How S3 is reached.</summary>
    public required S3Settings S3 { get; init; }

    /// <summary>What is taken at most.</summary>
    public RemoteLimits Limits { get; init; } = new();

    /// <summary>Reads the environment.</summary>
    /// <param name="environment">Looks up an environment variable; null when it is not set.</param>
    /// <param name="cache">Full path of the cache.</param>
    /// <param name="isOffline">True where the network is not asked.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS2015: AWS_ENDPOINT_URL is no address.</exception>
    public static RemoteSettings Read(Func<string, string?> environment, string cache, bool isOffline) =>
        new() { Cache = cache, IsOffline = isOffline, S3 = S3Settings.Read(environment) };
}
