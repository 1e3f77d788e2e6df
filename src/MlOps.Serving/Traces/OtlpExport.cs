using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace MlOps.Serving.Traces;

/// <summary>Sends spans to a collector of OpenTelemetry, by OTLP. The library is loaded only when this is called.</summary>
internal static class OtlpExport
{
    /// <summary>Begins to send.</summary>
    /// <returns>Sends what is left when it is disposed.</returns>
    public static IDisposable Start() => Sdk.CreateTracerProviderBuilder()
        .ConfigureResource(resource => resource.AddService("mlops-serve").AddEnvironmentVariableDetector())
        .AddSource(ServingTraces.SourceName)
        .AddOtlpExporter()
        .Build();
}
