using MlOps.Models;
using MlOps.Serving.Batching;
using MlOps.Serving.Deploy;
using MlOps.Serving.Traffic;

namespace MlOps.Serving;

/// <summary>What the command line says of a server.</summary>
public sealed record ServeSettings
{
    /// <summary>The environment variable that names a collector of traces; OpenTelemetry's other variables hold too.</summary>
    public const string TracesVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>IP addresses to listen on.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = ["127.0.0.1"];

    /// <summary>The port; 0 takes a free one.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>The form of the models that is computed.</summary>
    public ModelVariant Precision { get; init; } = ModelVariant.Fp32;

    /// <summary>How much a client may ask for.</summary>
    public ServeLimits Limits { get; init; } = new();

    /// <summary>How requests are put together.</summary>
    public BatchSettings Batch { get; init; } = new();

    /// <summary>Full path of the file of hashed keys; null where no key is asked for.</summary>
    public string? KeyFile { get; init; }

    /// <summary>True when other machines may ask without a key.</summary>
    public bool AllowsAnonymous { get; init; }

    /// <summary>Full paths of the certificate chain and its private key, in PEM; null for plain HTTP.</summary>
    public (string Certificate, string Key)? Tls { get; init; }

    /// <summary>Web pages from these origins may ask; none by default.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    /// <summary>Time that requests at work have to finish when the server is told to stop.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Time that the server says it is not ready and answers still, before it takes no more connections: for balancers that look now and then.</summary>
    public TimeSpan DrainDelay { get; init; } = TimeSpan.Zero;

    /// <summary>How requests are divided between arms, and what is kept of them.</summary>
    public TrafficSettings Traffic { get; init; } = new();

    /// <summary>Time between two looks at the registry.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Send spans to the collector that the environment names.</summary>
    public bool ExportsTraces { get; init; }

    /// <summary>The platform that the server runs on, which may ask at paths of its own; null for none.</summary>
    public ServingPlatform? Platform { get; init; }
}
