using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MlOps.Requests;
using MlOps.Serving.Requests;
using MlOps.Serving.Traffic;

namespace MlOps.Serving.Endpoints;

/// <summary>What is true of a row that was answered, told by its user: <c>POST /feedback {"id": "...", "row": 0, "label": "spam"}</c>, or <c>labels</c> for several.</summary>
/// <param name="traffic">Keeps it.</param>
/// <param name="time">The clock.</param>
internal sealed class FeedbackEndpoint(TrafficObserver traffic, TimeProvider time)
{
    private const int MostBytes = 64 << 10;
    private const int MostLabels = 100;
    private const int MostCharacters = 200;

    /// <summary>Adds the path.</summary>
    /// <param name="paths">Receives it.</param>
    public void Map(IEndpointRouteBuilder paths) => _ = paths.MapPost("/feedback", TakeAsync);

    private async Task TakeAsync(HttpContext context)
    {
        if (!traffic.TakesFeedback)
        {
            throw Problem.NotFound("feedback is not kept here; the server logs no requests").Exception();
        }

        if (context.Request.ContentLength is not (>= 0 and <= MostBytes))
        {
            throw Problem.TooLarge($"feedback has {MostBytes} bytes at most, and says how many").Exception();
        }

        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            traffic.Observe(Read(body.RootElement));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // no JSON, or half a character in a text
            throw Problem.BadRequest("the body is no JSON; expected {\"id\": \"...\", \"label\": \"...\"}").Exception();
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private UserFeedback Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || Text(body, "id") is not { } id || !RequestId.IsPlain(id))
        {
            throw Problem.BadRequest($"'id' is absent or no id; expected what the answer's header {RequestId.Header} said").Exception();
        }

        var row = 0;
        if (body.TryGetProperty("row", out var given) && (given.ValueKind != JsonValueKind.Number || !given.TryGetInt32(out row) || row < 0))
        {
            throw Problem.BadRequest("'row' is no place in the request; expected 0 or more").Exception();
        }

        var labels = Text(body, "label") is { } label ? [label]
            : body.TryGetProperty("labels", out var several) && several.ValueKind == JsonValueKind.Array && several.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
                ? several.EnumerateArray().Select(item => item.GetString()!).ToList()
            : throw Problem.BadRequest("neither 'label' nor 'labels' is there; expected the true label, or a list of them").Exception();
        return labels.Count <= MostLabels && labels.All(item => item.Length <= MostCharacters)
            ? new(time.GetUtcNow(), id, row, labels)
            : throw Problem.TooLarge($"expected {MostLabels} labels of {MostCharacters} characters at most").Exception();
    }

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
