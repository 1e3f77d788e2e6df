using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MlOps.Serving.Models;
using MlOps.Serving.Protocols.OpenInference;
using MlOps.Serving.Requests;

namespace MlOps.Serving.Endpoints;

/// <summary>What the Open Inference Protocol tells of the server and its models: health, readiness, metadata.</summary>
/// <param name="routes">The models.</param>
/// <param name="readiness">Whether the server wants requests.</param>
internal sealed class OpenInferenceEndpoints(ServedRoutes routes, Readiness readiness)
{
    private const string OfModel = $"/v2/models/{{{PredictionHandler.ModelValue}}}";
    private const string OfVersion = $"{OfModel}/versions/{{{PredictionHandler.VersionValue}}}";

    private static readonly string ServerVersion = typeof(ModelServer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Adds the paths.</summary>
    /// <param name="paths">Receives them.</param>
    public void Map(IEndpointRouteBuilder paths)
    {
        _ = paths.MapGet("/v2", context => AnswerAsync(context, 200, WriteServer));
        _ = paths.MapGet("/v2/health/live", context => AnswerAsync(context, 200, json => json.WriteBoolean("live"u8, true)));
        _ = paths.MapGet("/v2/health/ready", context => ReadyAsync(context, readiness.IsUp && routes.AreReady, _ => { }));
        foreach (var path in new[] { OfModel, OfVersion })
        {
            _ = paths.MapGet(path, context => AnswerAsync(context, 200, json => Write(json, NameOf(context), Model(context))));
            _ = paths.MapGet($"{path}/ready", context =>
            {
                _ = Model(context);
                return ReadyAsync(context, readiness.IsUp, json => json.WriteString("name"u8, NameOf(context)));
            });
        }
    }

    // the version that the path names; the one that is served where it names none
    private ServedModel Model(HttpContext context)
    {
        var route = routes.Find(NameOf(context));
        using var lease = route.Arms[0].Take();
        new WantedVersion(context.GetRouteValue(PredictionHandler.VersionValue) as string).Require(lease.Model);
        return lease.Model;
    }

    private static string NameOf(HttpContext context) => (string)context.GetRouteValue(PredictionHandler.ModelValue)!;

    private static Task ReadyAsync(HttpContext context, bool isReady, Action<Utf8JsonWriter> write) => AnswerAsync(context, isReady ? 200 : 503, json =>
    {
        write(json);
        json.WriteBoolean("ready"u8, isReady);
    });

    private static async Task AnswerAsync(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        var response = new ResponseBody(context.Response);
        context.Response.StatusCode = status;
        using (var json = response.Json())
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        await response.SendAsync(context.RequestAborted);
    }

    private static void WriteServer(Utf8JsonWriter json)
    {
        json.WriteString("name"u8, "mlops"u8);
        json.WriteString("version"u8, ServerVersion);
        json.WriteStartArray("extensions"u8);
        json.WriteStringValue("binary_tensor_data"u8);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, ServedModel model)
    {
        json.WriteString("name"u8, name);
        json.WriteStartArray("versions"u8);
        json.WriteStringValue(model.Version.Version);
        json.WriteEndArray();
        json.WriteString("platform"u8, "onnxruntime_onnx"u8);
        json.WriteStartArray("inputs"u8);
        foreach (var column in model.Form.Columns)
        {
            Write(json, column, "BYTES", [-1]);
        }

        json.WriteEndArray();
        json.WriteStartArray("outputs"u8);
        foreach (var output in OutputTensors.Of(model.Description))
        {
            Write(json, output.Name, output.Datatype, output.Shape);
        }

        json.WriteEndArray();
        json.WriteStartArray("labels"u8);
        foreach (var label in model.Description.Labels)
        {
            json.WriteStringValue(label);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, string datatype, IReadOnlyList<long> shape)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, name);
        json.WriteString("datatype"u8, datatype);
        json.WriteStartArray("shape"u8);
        foreach (var length in shape)
        {
            json.WriteNumberValue(length);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
