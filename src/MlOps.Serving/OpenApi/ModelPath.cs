using System.Text.Json.Nodes;
using MlOps.Serving.Models;
using MlOps.Serving.Rows;

namespace MlOps.Serving.OpenApi;

/// <summary>The description of one model's path.</summary>
internal static class ModelPath
{
    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg==";

    private static readonly (string Status, string Meaning)[] Problems =
    [
        ("400", "The body cannot be read, or lacks what the model reads."), ("401", "A key is asked for."), ("403", "The key is not for this model."),
        ("413", "Body, rows or a text are larger than allowed."), ("415", "The content type is not read."), ("503", "Too many requests, or no answer in time: try again after Retry-After."),
    ];

    /// <summary>Describes a path.</summary>
    /// <param name="name">The name that clients ask for.</param>
    /// <param name="id">Names the operation, for generated clients.</param>
    /// <param name="model">The version that is served now.</param>
    public static JsonObject Write(string name, string id, ServedModel model)
    {
        var (row, answer) = (RowSchema(model.Form), AnswerSchema.Of(model.Description));
        var (oneRow, oneAnswer) = (RowExample(model.Form), AnswerSchema.Example(model.Description));
        var responses = new JsonObject
        {
            ["200"] = new JsonObject
            {
                ["description"] = "An answer a row, in the form of the request.",
                ["headers"] = new JsonObject
                {
                    ["X-Model-Version"] = new JsonObject { ["description"] = "The name and version that answered.", ["schema"] = new JsonObject { ["type"] = "string" } },
                },
                ["content"] = new JsonObject
                {
                    ["application/json"] = new JsonObject
                    {
                        ["schema"] = OneOrMany(answer),
                        ["examples"] = Examples(oneAnswer),
                    },
                    ["application/x-ndjson"] = Text("A JSON object a line."),
                    ["text/csv"] = Text("The columns of the request and those of the answer."),
                },
            },
        };
        foreach (var (status, meaning) in Problems)
        {
            responses[status] = new JsonObject
            {
                ["description"] = meaning,
                ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/Problem" } } },
            };
        }

        return new()
        {
            ["post"] = new JsonObject
            {
                ["operationId"] = id,
                ["summary"] = $"Predicts with {name}: {model.Description.Task}, version {model.Version.Version}.",
                ["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(model.Form, row, oneRow) },
                ["responses"] = responses,
            },
        };
    }

    /// <summary>The schema of problems.</summary>
    public static JsonObject Problem() => AnswerSchema.Object(("error", new() { ["type"] = "string" }), ("code", new() { ["type"] = "string" }));

    private static JsonObject Content(RowForm form, JsonObject row, JsonObject example)
    {
        var content = new JsonObject
        {
            ["application/json"] = new JsonObject { ["schema"] = OneOrMany(row), ["examples"] = Examples(example) },
            ["application/x-ndjson"] = Text("A row a line, as JSON."),
            ["text/csv"] = Text($"The first line names the columns, {string.Join(" and ", form.Columns)} among them."),
        };
        if (form.ReadsPictures)
        {
            var file = new JsonObject { ["type"] = "string", ["contentMediaType"] = "application/octet-stream" };
            content["multipart/form-data"] = new JsonObject { ["schema"] = AnswerSchema.Object(("file", file)) };
            content["image/*"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string", ["contentMediaType"] = "image/*" } };
        }

        return content;
    }

    private static JsonObject RowSchema(RowForm form)
    {
        var cell = form.ReadsPictures ? new JsonObject { ["type"] = "string", ["contentEncoding"] = "base64" }
            : form.ReadsWords ? new JsonObject { ["type"] = new JsonArray("string", "array"), ["items"] = new JsonObject { ["type"] = "string" } }
            : new JsonObject { ["type"] = "string", ["maxLength"] = form.MaxTextLength };
        return AnswerSchema.Object([.. form.Columns.Select(column => (column, (JsonObject)cell.DeepClone()))], isOpen: true);
    }

    private static JsonObject RowExample(RowForm form) =>
        new(form.Columns.Select(column => KeyValuePair.Create<string, JsonNode?>(column, form.ReadsPictures ? Pixel : "Are we still on for lunch tomorrow?")));

    private static JsonObject OneOrMany(JsonObject schema) => new()
    {
        ["anyOf"] = new JsonArray(schema.DeepClone(), new JsonObject { ["type"] = "array", ["items"] = schema.DeepClone() }),
    };

    private static JsonObject Examples(JsonObject one) => new()
    {
        ["one"] = new JsonObject { ["value"] = one.DeepClone() },
        ["many"] = new JsonObject { ["value"] = new JsonArray(one.DeepClone(), one.DeepClone()) },
    };

    private static JsonObject Text(string description) => new() { ["schema"] = new JsonObject { ["type"] = "string", ["description"] = description } };
}
