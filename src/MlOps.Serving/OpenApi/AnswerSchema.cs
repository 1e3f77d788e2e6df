using System.Text.Json.Nodes;
using MlOps.Models;

namespace MlOps.Serving.OpenApi;

/// <summary>The JSON schema of the answers that <see cref="Protocols.AnswerJson"/> writes, and an example of each.</summary>
internal static class AnswerSchema
{
    /// <summary>The schema of one answer.</summary>
    /// <param name="model">The model.</param>
    public static JsonObject Of(ModelDescription model) => model.TaskKind switch
    {
        TaskKind.Regression when model.Labels.Count == 1 => Object(("prediction", Number())),
        TaskKind.Regression => Object(("prediction", Object([.. model.Labels.Select(target => (target, Number()))]))),
        TaskKind.TokenClassification => Object(("prediction", List(Label(model))), ("probabilities", List(Share())), ("entities", List(Entity()))),
        TaskKind.MaskedLm or TaskKind.CausalLm => Object(("perplexity", new() { ["type"] = new JsonArray("number", "null") }), ("tokens", Whole())),
        _ when model.MultiLabel => Object(("prediction", List(Label(model))), ("probabilities", Probabilities(model))),
        _ => Object(("prediction", Label(model)), ("probability", Share()), ("probabilities", Probabilities(model))),
    };

    /// <summary>An answer as it could be.</summary>
    /// <param name="model">The model.</param>
    public static JsonObject Example(ModelDescription model) => model.TaskKind switch
    {
        TaskKind.Regression when model.Labels.Count == 1 => new() { ["prediction"] = 3.25 },
        TaskKind.Regression => new() { ["prediction"] = ByLabel(model, _ => 3.25) },
        TaskKind.TokenClassification => new() { ["prediction"] = new JsonArray(model.Labels[0]), ["probabilities"] = new JsonArray(0.98), ["entities"] = new JsonArray() },
        TaskKind.MaskedLm or TaskKind.CausalLm => new() { ["perplexity"] = 12.5, ["tokens"] = 9 },
        _ when model.MultiLabel => new() { ["prediction"] = new JsonArray(model.Labels[0]), ["probabilities"] = ByLabel(model, label => label == 0 ? 0.98 : 0.02) },
        _ => new() { ["prediction"] = model.Labels[0], ["probability"] = 0.98, ["probabilities"] = ByLabel(model, label => label == 0 ? 0.98 : 0.02 / Math.Max(1, model.Labels.Count - 1)) },
    };

    /// <summary>An object that has every one of some fields, and no others.</summary>
    /// <param name="fields">The fields.</param>
    public static JsonObject Object(params IReadOnlyList<(string Name, JsonObject Schema)> fields) => Object(fields, isOpen: false);

    /// <summary>An object that has every one of some fields.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="isOpen">Whether it may have others.</param>
    public static JsonObject Object(IReadOnlyList<(string Name, JsonObject Schema)> fields, bool isOpen) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(fields.Select(field => KeyValuePair.Create<string, JsonNode?>(field.Name, field.Schema))),
        ["required"] = new JsonArray([.. fields.Select(field => (JsonNode)field.Name)]),
        ["additionalProperties"] = isOpen,
    };

    private static JsonObject Number() => new() { ["type"] = "number" };

    private static JsonObject Whole() => new() { ["type"] = "integer", ["minimum"] = 0 };

    private static JsonObject Share() => new() { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 1 };

    private static JsonObject List(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonObject Label(ModelDescription model) => new() { ["type"] = "string", ["enum"] = new JsonArray([.. model.Labels.Select(label => (JsonNode)label)]) };

    private static JsonObject Probabilities(ModelDescription model) => Object([.. model.Labels.Select(label => (label, Share()))]);

    private static JsonObject Entity() => Object(
        ("kind", new() { ["type"] = "string" }), ("text", new() { ["type"] = "string" }), ("start", Whole()), ("end", Whole()));

    private static JsonObject ByLabel(ModelDescription model, Func<int, double> value) =>
        new(model.Labels.Select((label, index) => KeyValuePair.Create<string, JsonNode?>(label, value(index))));
}
