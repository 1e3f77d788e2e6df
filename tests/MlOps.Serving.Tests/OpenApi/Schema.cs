using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlOps.Serving.Tests.OpenApi;

/// <summary>Holds JSON against a JSON schema, for the words of it that the document uses; any other word fails the test.</summary>
internal static class Schema
{
    private static readonly string[] Annotations = ["description", "contentEncoding", "contentMediaType"];

    public static bool Allows(JsonNode schema, JsonNode? value) => schema.AsObject().All(rule => rule.Key switch
    {
        "type" when rule.Value is JsonArray types => types.Any(type => IsOf((string)type!, value)),
        "type" => IsOf((string)rule.Value!, value),
        "enum" => rule.Value!.AsArray().Any(known => JsonNode.DeepEquals(known, value)),
        "anyOf" => rule.Value!.AsArray().Any(one => Allows(one!, value)),
        "minimum" => value is null || (double)value >= (double)rule.Value!,
        "maximum" => value is null || (double)value <= (double)rule.Value!,
        "maxLength" => value is not JsonValue || ((string)value!).Length <= (int)rule.Value!,
        "items" => value is not JsonArray list || list.All(item => Allows(rule.Value!, item)),
        "required" => value is not JsonObject map || rule.Value!.AsArray().All(name => map.ContainsKey((string)name!)),
        "properties" => value is not JsonObject map || map.All(field => rule.Value![field.Key] is not { } known || Allows(known, field.Value)),
        "additionalProperties" => value is not JsonObject map || (bool)rule.Value! || map.All(field => schema["properties"]!.AsObject().ContainsKey(field.Key)),
        _ => Annotations.Contains(rule.Key) ? true : throw new NotSupportedException(rule.Key),
    });

    private static bool IsOf(string type, JsonNode? value) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("null", JsonValueKind.Null) or ("number", JsonValueKind.Number) => true,
        ("integer", JsonValueKind.Number) => (double)value! % 1 == 0,
        _ => false,
    };
}
