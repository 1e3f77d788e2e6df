using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using MlOps.Inference.Tests;
using MlOps.Models;
using MlOps.Serving.OpenApi;

namespace MlOps.Serving.Tests.OpenApi;

public sealed class OpenApiTests
{
    [Fact]
    public async Task The_document_is_OpenAPI_and_holds_every_path_of_a_model()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var text = await server.Client.GetStringAsync(new Uri("/openapi.json", UriKind.Relative));

        var read = OpenApiDocument.Parse(text, "json");

        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Document!.Validate(ValidationRuleSet.GetDefaultRuleSet()));
        Assert.Equal(["/predict", "/models/tiny/predict"], read.Document!.Paths.Keys);
    }

    [Theory]
    [InlineData("text-classification", false, 2)]
    [InlineData("text-classification", true, 2)]
    [InlineData("regression", false, 1)]
    [InlineData("regression", false, 3)]
    [InlineData("token-classification", false, 3)]
    [InlineData("masked-lm", false, 0)]
    [InlineData("causal-lm", false, 0)]
    [InlineData("image-classification", false, 3)]
    public void Every_example_answer_matches_its_schema(string task, bool multiLabel, int labels)
    {
        var model = TinyModelFolder.Description with { Task = task, MultiLabel = multiLabel, Labels = [.. Enumerable.Range(0, labels).Select(label => $"label-{label}")] };

        var (schema, example) = (JsonNode.Parse(AnswerSchema.Of(model).ToJsonString())!, JsonNode.Parse(AnswerSchema.Example(model).ToJsonString())!);

        Assert.True(Schema.Allows(schema, example));
        Assert.False(Schema.Allows(schema, new JsonObject { ["other"] = 1 }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Requests_and_answers_of_the_server_match_the_document(bool multiLabel)
    {
        var description = TinyModelFolder.Description with { MultiLabel = multiLabel };
        await using var server = await ServerUnderTest.StartAsync(description: description);
        var document = JsonNode.Parse(await server.Client.GetStringAsync(new Uri("/openapi.json", UriKind.Relative)))!;
        var post = document["paths"]!["/predict"]!["post"]!;
        var asked = post["requestBody"]!["content"]!["application/json"]!;
        var answered = post["responses"]!["200"]!["content"]!["application/json"]!;
        foreach (var example in asked["examples"]!.AsObject())
        {
            var value = example.Value!["value"]!;
            var (status, answer) = await server.AskAsync("/predict", value.ToJsonString());

            Assert.Equal(200, status);
            Assert.True(Schema.Allows(asked["schema"]!, value));
            Assert.True(Schema.Allows(answered["schema"]!, answer), answer.ToJsonString());
            Assert.True(Schema.Allows(answered["schema"]!, answered["examples"]![example.Key]!["value"]!));
        }
    }
}
