using System.Net;
using System.Text.Json;
using MlOps.Inference.Tests;

namespace MlOps.Tool.Tests.Deploy;

/// <summary>The real <c>dotnet mlops serve</c> under the variables that each platform sets, called as the platform calls it.</summary>
public sealed class PlatformTests
{
    private const string Texts = """{"instances": ["a b c", "d e"]}""";

    [Fact]
    public async Task Vertex_ai_chooses_port_and_paths_and_the_image_holds_the_model()
    {
        using var model = TinyModelFolder.Write();
        var port = ServeProcess.FreePort();
        await using var server = await ServeProcess.StartAsync(model.Path, new Dictionary<string, string>
        {
            ["AIP_HTTP_PORT"] = port,
            ["AIP_HEALTH_ROUTE"] = "/v1/endpoints/7/deployedModels/8",
            ["AIP_PREDICT_ROUTE"] = "/v1/endpoints/7/deployedModels/8:predict",
            ["AIP_STORAGE_URI"] = "",
            ["MLOPS_MODEL_DIR"] = model.Path,
        }, "serve");

        Assert.Equal(port, $"{server.Client.BaseAddress!.Port}");
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync(new Uri("/v1/endpoints/7/deployedModels/8", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        RequireTwo(await server.AskAsync("/v1/endpoints/7/deployedModels/8:predict", Texts));
    }

    [Fact]
    public async Task Azure_ml_mounts_a_folder_around_the_model_and_asks_score()
    {
        using var model = TinyModelFolder.Write();
        using var mounted = new MlOps.Testing.TemporaryFolder();
        _ = Directory.CreateSymbolicLink(mounted.File("model"), model.Path);
        await using var server = await ServeProcess.StartAsync(mounted.Path, new Dictionary<string, string> { ["AZUREML_MODEL_DIR"] = mounted.Path }, "serve", "--port", "0");

        foreach (var path in (string[])["/", "/version"])
        {
            Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        }

        RequireTwo(await server.AskAsync("/score", Texts));
    }

    [Fact]
    public async Task Sagemaker_says_serve_and_asks_ping_and_invocations_on_its_port()
    {
        using var model = TinyModelFolder.Write();
        var port = ServeProcess.FreePort();
        await using var server = await ServeProcess.StartAsync(model.Path, new Dictionary<string, string> { ["SM_MODEL_DIR"] = model.Path, ["SAGEMAKER_BIND_TO_PORT"] = port }, "serve");

        Assert.Equal(port, $"{server.Client.BaseAddress!.Port}");
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync(new Uri("/ping", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        RequireTwo(await server.AskAsync("/invocations", Texts));
    }

    [Theory]
    [InlineData("AIP_HTTP_PORT", "eighty", "MLOPS7301")]
    [InlineData("AIP_HTTP_PORT", "8080", "MLOPS7301")]
    [InlineData("AZUREML_MODEL_DIR", "nowhere", "MLOPS7301")]
    [InlineData("HOME", "/tmp", "MLOPS7302")]
    public async Task What_names_no_model_is_said(string name, string value, string code)
    {
        using var bench = new ToolBench();
        bench.Environment[name] = value;

        var ended = await bench.Run("serve");

        Assert.Equal(3, ended.ExitCode);
        Assert.Contains($"error {code}", ended.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Artifacts_that_vertex_ai_keeps_elsewhere_are_refused_and_not_guessed()
    {
        using var bench = new ToolBench();
        (bench.Environment["AIP_HTTP_PORT"], bench.Environment["AIP_STORAGE_URI"]) = ("8080", "gs://bucket/model");

        Assert.Contains("AIP_STORAGE_URI is gs://bucket/model", (await bench.Run("serve")).Out, StringComparison.Ordinal);
    }

    private static void RequireTwo(string answer)
    {
        using var json = JsonDocument.Parse(answer);
        var labels = json.RootElement.GetProperty("predictions").EnumerateArray().Select(row => row.GetProperty("label").GetString()).ToList();
        Assert.Equal(2, labels.Count);
        Assert.All(labels, label => Assert.Contains(label, (string[])["ham", "spam"]));
    }
}
