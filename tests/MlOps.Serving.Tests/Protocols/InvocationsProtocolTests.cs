using System.Text.Json.Nodes;
using MlOps.Testing;

namespace MlOps.Serving.Tests.Protocols;

/// <summary>MLflow's scoring protocol, held against what a server of MLflow 3.17 was recorded to answer.</summary>
public sealed class InvocationsProtocolTests
{
    [Fact]
    public async Task Every_recorded_exchange_is_answered_as_MLflow_answers_it()
    {
        var exchanges = File.ReadLines(Repository.Reference("mlflow/scoring-3.17.jsonl")).Select(line => JsonNode.Parse(line)!).ToList();
        await using var server = await ServerUnderTest.StartAsync();

        foreach (var exchange in exchanges)
        {
            using var request = new HttpRequestMessage(new((string)exchange["method"]!), new Uri((string)exchange["path"]!, UriKind.Relative));
            if ((string?)exchange["body"] is { } body)
            {
                request.Content = new StringContent(body);
                request.Content.Headers.ContentType = (string?)exchange["content-type"] is { } type ? new(type.Split(';')[0]) { CharSet = type.Contains(';') ? "utf-8" : null } : null;
            }

            using var response = await server.Client.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();

            Assert.Equal((int)exchange["status"]!, (int)response.StatusCode);
            Assert.Equal((string)exchange["answer-type"]!, response.Content.Headers.ContentType!.ToString());
            RequireSame(exchange["answer"]!, text);
        }

        Assert.Equal(25, exchanges.Count);
    }

    [Theory]
    [InlineData("""{"dataframe_split": {"data": [["a"], ["b"]], "columns": ["text"]}}""")]
    [InlineData("""{"dataframe_split": {"columns": ["other", "text"], "data": [[1, "a"], [null, "b"]]}}""")]
    [InlineData("""{"dataframe_split": {"data": [["a"], ["b"]]}}""")]
    [InlineData("""{"params": {"deep": [{}]}, "instances": [{"text": "a", "other": {"x": []}}, {"other": 1, "text": "b"}]}""")]
    [InlineData("""{"inputs": [["a"], ["b"]]}""")]
    [InlineData("""{"inputs": {"other": [1, 2, 3], "text": ["a", "b"]}}""")]
    public async Task Each_form_of_the_same_rows_gives_the_same_answers(string body)
    {
        await using var server = await ServerUnderTest.StartAsync();
        var (_, expected) = await server.AskAsync("/invocations", """{"inputs": ["a", "b"]}""");

        var (status, answer) = await server.AskAsync("/invocations", body);

        Assert.Equal(200, status);
        Assert.Equal(2, answer["predictions"]!.AsArray().Count);
        Assert.True(JsonNode.DeepEquals(expected, answer), answer.ToJsonString());
    }

    [Theory]
    [InlineData("""{"inputs": ["a"], "instances": ["b"]}""", "both 'inputs' and 'instances'")]
    [InlineData("""{"inputs": [3]}""", "a number; expected a text")]
    [InlineData("""{"inputs": [null]}""", "row 1 has no 'text'")]
    [InlineData("""{"dataframe_records": [{"text": "a"}, {"txt": "b"}]}""", "row 2 has no 'text'")]
    [InlineData("""{"dataframe_split": {"columns": ["text"], "data": [["a", "b"]]}}""", "row 1 has 2 values; expected 1")]
    [InlineData("""{"inputs": ["\ud800"]}""", "not UTF-8")]
    [InlineData("{\"inputs\": [\"a\"]\n,}", "breaks in line 2")]
    [InlineData("""{"inputs": ["a"]} {}""", "is no JSON")]
    public async Task A_mistake_is_told_with_its_place_and_what_was_expected(string body, string told)
    {
        await using var server = await ServerUnderTest.StartAsync();

        var (status, answer) = await server.AskAsync("/invocations", body);

        Assert.Equal(400, status);
        Assert.Equal("BAD_REQUEST", (string?)answer["error_code"]);
        Assert.Contains(told, (string)answer["message"]!, StringComparison.Ordinal);
    }

    // MLflow's sentences are its own; everything that a program reads must be the same
    private static void RequireSame(JsonNode recorded, string text)
    {
        if (recorded is JsonValue)
        {
            var sentence = recorded.ToString();
            Assert.True(text == sentence || (sentence.Contains("content types", StringComparison.Ordinal) && text.Contains("'application/json'", StringComparison.Ordinal)), text);
            return;
        }

        var answer = JsonNode.Parse(text)!.AsObject();
        foreach (var (name, value) in recorded.AsObject())
        {
            switch (name)
            {
                case "message":
                    Assert.NotEmpty((string)answer[name]!);
                    break;
                case "predictions":
                    Assert.Equal(value!.AsArray().Select(Shape), answer[name]!.AsArray().Select(Shape));
                    break;
                default:
                    Assert.True(JsonNode.DeepEquals(value, answer[name]), $"{name}: {answer.ToJsonString()}");
                    break;
            }
        }
    }

    private static string Shape(JsonNode? prediction) =>
        string.Join(", ", prediction!.AsObject().Select(field => $"{field.Key}: {field.Value!.GetValueKind()}"));
}
