using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlOps.Steps;

namespace MlOps.Spec;

/// <summary>Writes the JSON Schema of pipeline.yml from the declarations by which the file is read.</summary>
public static class SchemaWriter
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the schema.</summary>
    /// <param name="kinds">The kinds of step the tool knows.</param>
    /// <returns>JSON Schema, draft 2020-12, with a line feed at its end.</returns>
    public static string Write(IReadOnlyList<Step> kinds)
    {
        var root = Map(SpecReader.Declare(new ValueShape.Text()));
        root["properties"]!["steps"]!["additionalProperties"] = Step(kinds);
        root["properties"]!["profiles"]!["additionalProperties"] = Profile(kinds);
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "A pipeline of mlops",
        };
        foreach (var (key, value) in root)
        {
            schema[key] = value?.DeepClone();
        }

        return schema.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Step(IReadOnlyList<Step> kinds) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("uses"),
        ["properties"] = new JsonObject { ["uses"] = new JsonObject { ["enum"] = Words(kinds.Select(kind => kind.Kind)) } },
        ["allOf"] = new JsonArray([.. kinds.Select(kind =>
        {
            var keys = Map(StepReader.Declare(kind));
            keys["description"] = kind.About;
            return new JsonObject
            {
                ["if"] = new JsonObject { ["properties"] = new JsonObject { ["uses"] = new JsonObject { ["const"] = kind.Kind } } },
                ["then"] = keys,
            };
        })]),
    };

    private static JsonObject Profile(IReadOnlyList<Step> kinds)
    {
        var keys = kinds.SelectMany(StepReader.Declare)
            .Where(key => key.Key is not ("uses" or "needs"))
            .DistinctBy(key => key.Key)
            .Select(key => key with { Required = false });
        return Map([.. keys]);
    }

    private static JsonObject Map(IReadOnlyList<KeyDeclaration> keys)
    {
        var map = new JsonObject { ["type"] = "object" };
        var required = keys.Where(key => key.Required).Select(key => key.Key).ToList();
        if (required.Count > 0)
        {
            map["required"] = Words(required);
        }

        map["properties"] = new JsonObject(keys.Select(key => KeyValuePair.Create(key.Key, (JsonNode?)Key(key))));
        map["additionalProperties"] = false;
        return map;
    }

    private static JsonObject Key(KeyDeclaration key)
    {
        var node = Shape(key.Shape);
        node["description"] = key.Otherwise is null ? key.About : $"{key.About} (default: {key.Otherwise})";
        return node;
    }

    private static JsonObject Shape(ValueShape shape) => shape switch
    {
        ValueShape.Flag => OrVariable(new JsonObject { ["type"] = "boolean" }),
        ValueShape.Whole whole => OrVariable(new JsonObject { ["type"] = "integer", ["minimum"] = whole.Min, ["maximum"] = whole.Max }),
        ValueShape.Number number => OrVariable(new JsonObject { ["type"] = "number", ["minimum"] = number.Min, ["maximum"] = number.Max }),
        ValueShape.Choice choice => OrVariable(new JsonObject { ["enum"] = Words(choice.Words) }),
        ValueShape.List list => AnyOf(Shape(list.Item), new JsonObject { ["type"] = "array", ["items"] = Shape(list.Item) }),
        ValueShape.Map map => Map(map.Keys),
        ValueShape.Table table => new JsonObject { ["type"] = "object", ["additionalProperties"] = Shape(table.Value) },
        ValueShape.Either either => AnyOf(Shape(either.First), Shape(either.Second)),
        _ => new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") },
    };

    private static JsonObject OrVariable(JsonObject shape) =>
        AnyOf(shape, new JsonObject { ["type"] = "string", ["pattern"] = @"\$\{\{.*\}\}" });

    private static JsonObject AnyOf(JsonObject first, JsonObject second) => new() { ["anyOf"] = new JsonArray(first, second) };

    private static JsonArray Words(IEnumerable<string> words) => new([.. words.Select(word => JsonValue.Create(word))]);
}
