using System.Buffers.Binary;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace MlOps.Serving.Tests.Protocols;

/// <summary>The Open Inference Protocol, version 2, against the forms that its specification gives.</summary>
public sealed class OpenInferenceProtocolTests
{
    private const string Path = "/v2/models/tiny/infer";

    [Fact]
    public async Task Server_and_model_tell_what_they_are()
    {
        await using var server = await ServerUnderTest.StartAsync();

        Assert.True((bool)(await GetAsync(server, "/v2/health/live"))["live"]!);
        Assert.True((bool)(await GetAsync(server, "/v2/health/ready"))["ready"]!);
        Assert.Equal("""{"name":"tiny","ready":true}""", (await GetAsync(server, "/v2/models/tiny/versions/1/ready")).ToJsonString());
        Assert.Equal(["name", "version", "extensions"], (await GetAsync(server, "/v2")).AsObject().Select(field => field.Key));
        var model = await GetAsync(server, "/v2/models/tiny");
        Assert.Equal("""[{"name":"text","datatype":"BYTES","shape":[-1]}]""", model["inputs"]!.ToJsonString());
        Assert.Equal(
            """[{"name":"prediction","datatype":"BYTES","shape":[-1]},{"name":"probability","datatype":"FP32","shape":[-1]},{"name":"probabilities","datatype":"FP32","shape":[-1,2]}]""",
            model["outputs"]!.ToJsonString());
    }

    [Fact]
    public async Task Tensors_hold_what_the_other_protocols_answer()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var (_, expected) = await server.AskAsync("/predict", """["a b", "c"]""");

        var (status, answer) = await server.AskAsync(Path, """{"id": "42", "parameters": {"x": 1}, "inputs": [{"name": "text", "shape": [2, 1], "datatype": "BYTES", "data": [["a b"], ["c"]]}]}""");

        Assert.Equal(200, status);
        Assert.Equal(("tiny", "1", "42"), ((string)answer["model_name"]!, (string)answer["model_version"]!, (string)answer["id"]!));
        Assert.Equal(expected.AsArray().Select(row => (string)row!["prediction"]!), Data(answer, "prediction").Select(value => (string)value!));
        Assert.Equal(expected.AsArray().SelectMany(row => row!["probabilities"]!.AsObject().Select(field => (float)field.Value!)), Data(answer, "probabilities").Select(value => (float)value!));
    }

    [Fact]
    public async Task Tensors_behind_the_JSON_hold_the_same_as_in_it()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var (_, expected) = await server.AskAsync(Path, """{"inputs": [{"name": "text", "shape": [2], "datatype": "BYTES", "data": ["a b", "ç"]}]}""");
        byte[] elements = [.. Element("a b"), .. Element("ç")];
        var json = Encoding.UTF8.GetBytes($$$"""{"inputs": [{"name": "text", "shape": [2], "datatype": "BYTES", "parameters": {"binary_data_size": {{{elements.Length}}}}}], "outputs": [{"name": "prediction"}, {"name": "probabilities", "parameters": {"binary_data": true}}]}""");

        using var content = new ByteArrayContent([.. json, .. elements]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.Add("Inference-Header-Content-Length", json.Length.ToString(CultureInfo.InvariantCulture));
        using var response = await server.Client.PostAsync(new Uri(Path, UriKind.Relative), content);
        var body = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal(200, (int)response.StatusCode);
        var length = int.Parse(response.Headers.GetValues("Inference-Header-Content-Length").Single(), CultureInfo.InvariantCulture);
        var answer = JsonNode.Parse(body.AsSpan(0, length))!;
        Assert.Equal(2, answer["outputs"]!.AsArray().Count);
        Assert.Equal(16, (int)answer["outputs"]![1]!["parameters"]!["binary_data_size"]!);
        Assert.Equal(
            Data(expected, "probabilities").Select(value => (float)value!),
            Enumerable.Range(0, 4).Select(place => BinaryPrimitives.ReadSingleLittleEndian(body.AsSpan(length + (4 * place)))));
    }

    [Theory]
    [InlineData("{}", "no input 'text'")]
    [InlineData("""{"inputs": [{"name": "other", "shape": [1], "datatype": "BYTES", "data": ["a"]}]}""", "no input 'text'")]
    [InlineData("""{"inputs": [{"name": "text", "shape": [1], "datatype": "FP32", "data": ["a"]}]}""", "expected BYTES")]
    [InlineData("""{"inputs": [{"name": "text", "shape": [2], "datatype": "BYTES", "data": ["a"]}]}""", "it has 1 elements")]
    [InlineData("""{"inputs": [{"name": "text", "shape": [1], "datatype": "BYTES", "data": [7]}]}""", "found a number")]
    [InlineData("""{"inputs": [{"name": "text", "shape": [1], "datatype": "BYTES", "parameters": {"binary_data_size": 9}}]}""", "0 bytes are left")]
    [InlineData("""{"inputs": [{"name": "text", "shape": [1], "datatype": "BYTES", "data": ["a"]}], "outputs": [{"name": "logits"}]}""", "no output 'logits'")]
    [InlineData("""{"inputs": [{"name": "text", "shape": [0], "datatype": "BYTES", "data": []}]}""", "no rows")]
    public async Task A_mistake_is_told_in_the_field_error(string body, string told)
    {
        await using var server = await ServerUnderTest.StartAsync();

        var (status, answer) = await server.AskAsync(Path, body);

        Assert.Equal(400, status);
        Assert.Contains(told, (string)answer["error"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v2/models/none/infer")]
    [InlineData("/v2/models/tiny/versions/2/infer")]
    public async Task What_is_not_served_is_not_found(string path)
    {
        await using var server = await ServerUnderTest.StartAsync();

        var (status, answer) = await server.AskAsync(path, "{}");

        Assert.Equal(404, status);
        Assert.NotEmpty((string)answer["error"]!);
    }

    private static byte[] Element(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        return [.. length, .. bytes];
    }

    private static JsonArray Data(JsonNode answer, string output) =>
        answer["outputs"]!.AsArray().Single(tensor => (string)tensor!["name"]! == output)!["data"]!.AsArray();

    private static async Task<JsonNode> GetAsync(ServerUnderTest server, string path) =>
        JsonNode.Parse(await server.Client.GetStringAsync(new Uri(path, UriKind.Relative)))!;
}
