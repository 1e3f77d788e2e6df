using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using MlOps.Inference.Tests;
using MlOps.Registry;
using MlOps.Registry.Tests;
using MlOps.Tool.Tests.Ci;

namespace MlOps.Tool.Tests.Deploy;

[Collection(SharedCiChecks.Name)]
public sealed class DeployCommandTests : IDisposable
{
    private readonly ToolBench _bench = new();

    public DeployCommandTests()
    {
        using var model = TinyModelFolder.Write();
        var candidate = Candidates.Make(Path.Combine(_bench.Folder, "candidate"), "one") with { Folder = model.Path, Description = TinyModelFolder.Description };
        _ = new LocalRegistry(Path.Combine(_bench.Folder, ".mlops", "registry"), TimeProvider.System).Register(candidate, CancellationToken.None);
    }

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("docker", "")]
    [InlineData("compose", "compose.yaml")]
    [InlineData("kubernetes", "kubernetes.yaml")]
    [InlineData("sagemaker", "create-endpoint-config.json create-endpoint.json create-model.json model.tar.gz")]
    [InlineData("azure-ml", "deployment.yml endpoint.yml model.yml")]
    [InlineData("vertex-ai", "upload.json")]
    public async Task Each_target_gets_its_files_and_nothing_is_left_open(string target, string files)
    {
        await Deploy("--to", target, "--output", "out");

        var top = Directory.GetFiles(Out()).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);
        Assert.Equal([.. ((string[])[".dockerignore", "Dockerfile", "README.md", "deploy.json", .. files.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).Order(StringComparer.Ordinal)], top);
        Assert.Equal(target != "sagemaker", File.Exists(Out("model/model.onnx")));
        foreach (var file in Directory.GetFiles(Out()).Where(file => !file.EndsWith(".gz", StringComparison.Ordinal)))
        {
            var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            Assert.False(Regex.IsMatch(text, "__[A-Z_]+__"), $"{file}:\n{text}");
            switch (Path.GetExtension(file))
            {
                case ".json":
                    JsonDocument.Parse(text).Dispose();
                    break;
                case ".yaml" or ".yml":
                    Assert.Equal("", target == "kubernetes" ? "" : await CiChecks.ParseYamlAsync(file));
                    break;
            }
        }
    }

    [Fact]
    public async Task The_image_has_exact_versions_a_numbered_user_and_a_health_check()
    {
        await Deploy("--to", "docker", "--output", "out");

        var lines = await File.ReadAllLinesAsync(Out("Dockerfile"), TestContext.Current.CancellationToken);
        Assert.Contains($"FROM mcr.microsoft.com/dotnet/aspnet:{Environment.Version.ToString(3)}-noble", lines);
        Assert.Contains("USER 1654:1654", lines);
        Assert.Contains(lines, line => line.StartsWith("HEALTHCHECK ", StringComparison.Ordinal));
        Assert.Contains("""CMD ["serve", "mail-spam=/srv/model", "--listen", "0.0.0.0", "--port", "8080", "--allow-anonymous", "--drain-delay", "5"]""", lines);
        Assert.DoesNotContain(lines, line => line.Contains(":latest", StringComparison.Ordinal));
    }

    /// <summary>No engine runs here: COPY, ENTRYPOINT, CMD and HEALTHCHECK are carried out in a bare folder; RUN, which installs the tool's package, is not.</summary>
    [Fact]
    public async Task The_commands_of_the_image_serve_in_a_bare_folder()
    {
        await Deploy("--to", "docker", "--output", "out");
        using var root = new MlOps.Testing.TemporaryFolder();
        var image = await File.ReadAllTextAsync(Out("Dockerfile"), TestContext.Current.CancellationToken);
        var copied = Regex.Match(image, "^COPY (model/) (/srv/model/)$", RegexOptions.Multiline);
        CopyFolder(Out(copied.Groups[1].Value), root.Path + copied.Groups[2].Value);
        var port = ServeProcess.FreePort();

        var command = JsonSerializer.Deserialize<string[]>(Regex.Match(image, "^CMD (.*)$", RegexOptions.Multiline).Groups[1].Value)!
            .Select(word => word.Replace("=/srv/", $"={root.Path}/srv/", StringComparison.Ordinal).Replace("8080", port, StringComparison.Ordinal));
        await using var server = await ServeProcess.StartAsync(root.Path, new Dictionary<string, string>(), [.. command]);

        Assert.Contains("predictions", await server.AskAsync("/invocations", """{"inputs": ["a b"]}"""), StringComparison.Ordinal);
        var check = JsonSerializer.Deserialize<string[]>(Regex.Match(image, @"^    CMD (\[.*\])$", RegexOptions.Multiline).Groups[1].Value)!;
        Assert.Equal(0, (await CiChecks.RunAsync(root.Path, check[0], [check[1], check[2].Replace("8080", port, StringComparison.Ordinal)])).ExitCode);
        Assert.NotEqual(0, (await CiChecks.RunAsync(root.Path, check[0], [check[1], check[2].Replace("8080", ServeProcess.FreePort(), StringComparison.Ordinal)])).ExitCode);
        Assert.Equal(0, (await CiChecks.RunAsync(root.Path, "bash", ["-n", "-c", Regex.Match(image, "^RUN (.*)$", RegexOptions.Multiline).Groups[1].Value])).ExitCode);
    }

    [Fact]
    public async Task Manifests_hold_to_the_schema_of_kubernetes()
    {
        await Deploy("--to", "kubernetes", "--network-policy", "--output", "out");

        Assert.Equal("checked apps/v1 Deployment\nchecked v1 Service\nchecked autoscaling/v2 HorizontalPodAutoscaler\nchecked policy/v1 PodDisruptionBudget\n", await CiChecks.CheckKubernetesAsync(Out("kubernetes.yaml")));
        Assert.Equal("checked networking.k8s.io/v1 NetworkPolicy\n", await CiChecks.CheckKubernetesAsync(Out("network-policy.yaml")));

        await File.WriteAllTextAsync(Out("bad.yaml"), (await File.ReadAllTextAsync(Out("kubernetes.yaml"), TestContext.Current.CancellationToken)).Replace("containerPort: 8080", "containerPort: web", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Contains("containerPort must be integer", await CiChecks.CheckKubernetesAsync(Out("bad.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sagemakers_archive_holds_the_models_files_at_its_top()
    {
        await Deploy("--to", "sagemaker", "--output", "out");

        using var tar = new TarReader(new GZipStream(File.OpenRead(Out("model.tar.gz")), CompressionMode.Decompress));
        var names = new List<string>();
        while (tar.GetNextEntry() is { } entry)
        {
            names.Add(entry.Name);
        }

        Assert.Equal(["MODEL_CARD.md", "lineage.json", "model.json", "model.onnx", "vocab.txt"], names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_container_may_follow_a_registry_on_a_server()
    {
        using var server = new MlOps.Testing.Mlflow.FakeMlflowServer();
        using (var model = TinyModelFolder.Write())
        {
            using var registry = new MlOps.Registry.Mlflow.MlflowRegistry(MlOps.Registry.Mlflow.MlflowSettings.Read(server.Address, _ => null), Path.Combine(_bench.Folder, "cache"), TimeProvider.System);
            _ = registry.Register(Candidates.Make(Path.Combine(_bench.Folder, "other"), "two") with { Folder = model.Path }, TestContext.Current.CancellationToken);
        }

        await Deploy("--to", "kubernetes", "--from-registry", "--network-policy", "--registry", server.Address, "--output", "out");

        Assert.False(Directory.Exists(Out("model")));
        Assert.Contains($"\"mail-spam=mail-spam@Production\", \"--registry\", \"{server.Address}\"", await File.ReadAllTextAsync(Out("Dockerfile"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.StartsWith("checked apps/v1 Deployment\n", await CiChecks.CheckKubernetesAsync(Out("kubernetes.yaml")), StringComparison.Ordinal);
        Assert.Equal("checked networking.k8s.io/v1 NetworkPolicy\n", await CiChecks.CheckKubernetesAsync(Out("network-policy.yaml")));
        Assert.Contains("mail-spam-registry", await File.ReadAllTextAsync(Out("kubernetes.yaml"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        var listed = await _bench.Run("models", "--registry", server.Address);
        Assert.Contains("mail-spam", listed.Out, StringComparison.Ordinal);
        var verified = await _bench.Run("models", "verify", "mail-spam", "--registry", server.Address);
        Assert.True(verified.ExitCode == 0, verified.Out);
    }

    [Fact]
    public async Task A_registry_in_a_folder_is_out_of_a_containers_reach()
    {
        var ended = await _bench.Run("deploy", "mail-spam@Production", "--to", "docker", "--from-registry");

        Assert.Contains("error MLOPS7303", ended.Out, StringComparison.Ordinal);
        Assert.Equal(2, (await _bench.Run("deploy", "mail-spam@Production", "--to", "sagemaker", "--from-registry")).ExitCode);
    }

    [Fact]
    public async Task An_earlier_deployment_is_replaced_and_other_files_are_not()
    {
        await Deploy("--to", "compose", "--output", "out");
        await Deploy("--to", "docker", "--output", "out");
        Assert.False(File.Exists(Out("compose.yaml")));

        _ = _bench.Write("mine/notes.txt", "mine");
        Assert.Contains("error MLOPS2009", (await _bench.Run("deploy", "mail-spam@Production", "--to", "docker", "--output", "mine")).Out, StringComparison.Ordinal);
        Assert.Equal("mine", _bench.Read("mine/notes.txt"));
    }

    private string Out(string name = "") => Path.Combine(_bench.Folder, "out", name);

    private async Task Deploy(params string[] arguments)
    {
        var ended = await _bench.Run(["deploy", "mail-spam@Production", .. arguments]);
        Assert.True(ended.ExitCode == 0, ended.Out + ended.Error);
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            _ = Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
