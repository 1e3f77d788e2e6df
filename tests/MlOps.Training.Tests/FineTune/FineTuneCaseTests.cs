using System.Text.Json.Nodes;
using MlOps.Diagnostics;
using MlOps.Inference;
using MlOps.Models;
using MlOps.Steps;
using MlOps.Testing;
using MlOps.Training.FineTune;
using MlOps.Training.Weights;

namespace MlOps.Training.Tests.FineTune;

/// <summary>
/// The keys of fine-tune steps, and how each is refused. The base model is a copy of bert-pico; a comment in a case changes it:
/// <c># config: key=value</c>, <c># weights: cut</c>, <c># weights: nan</c>; or sets the scene: <c># labels: one</c>, <c># export: wrong</c>.
/// </summary>
public sealed class FineTuneCaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Cases { get; } =
        [.. Directory.GetFiles(CasesFolder, "*.yml").Order(StringComparer.Ordinal).Select(path => Path.GetFileNameWithoutExtension(path)!)];

    private static string CasesFolder => Path.Combine(Repository.Top, "tests", "MlOps.Training.Tests", "FineTune", "cases");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_fine_tune_step_is_refused_as_its_expected_file_says(string name)
    {
        var keys = await File.ReadAllTextAsync(Path.Combine(CasesFolder, $"{name}.yml"));
        CopyBase(keys.Split('\n').Where(line => line.StartsWith('#')).Select(line => line[1..].Split(':', 2, StringSplitOptions.TrimEntries)));
        var labels = keys.Contains("# labels: one", StringComparison.Ordinal) ? new[] { "ham" } : ["ham", "spam"];
        var rows = Enumerable.Range(0, 40).Select(i => ($"mail number {i}", new[] { labels[i % labels.Length] })).ToList();
        OnnxScorer wrong = (file, batches) => [.. OnnxLogits.Score(file, batches).Select(logits => Array.ConvertAll(logits, logit => logit + 1))];
        var step = new FineTuneStep(keys.Contains("# export: wrong", StringComparison.Ordinal) ? wrong : OnnxLogits.Score);

        var spec = Specs.Read(keys);
        var refusal = await Assert.ThrowsAsync<MlOpsException>(() => ((Step)step).RunAsync(
            spec,
            Contexts.Create(_folder.Path, _folder.File("out"), [PreparedData.Write(_folder, rows)]) with { Bases = Specs.Bases(spec, _folder.Path) },
            CancellationToken.None));

        Approved.Equal(Path.Combine(CasesFolder, $"{name}.expected.txt"), refusal.Diagnostic + "\n");
        Assert.StartsWith(refusal.Diagnostic.Rule.Code, name, StringComparison.Ordinal);
    }

    private void CopyBase(IEnumerable<string[]> changes)
    {
        var target = Directory.CreateDirectory(_folder.File("base")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Top, "examples", "bert-pico")))
        {
            File.WriteAllBytes(Path.Combine(target, Path.GetFileName(file)), File.ReadAllBytes(file));
        }

        var (config, weights) = (Path.Combine(target, "config.json"), Path.Combine(target, "model.safetensors"));
        foreach (var change in changes)
        {
            switch (change)
            {
                case ["config", var setting]:
                    var root = JsonNode.Parse(File.ReadAllText(config))!;
                    root[setting.Split('=')[0]] = JsonNode.Parse(setting.Split('=')[1]);
                    File.WriteAllText(config, root.ToJsonString());
                    break;
                case ["weights", "cut"]:
                    File.WriteAllBytes(weights, File.ReadAllBytes(weights)[..^2]);
                    break;
                case ["weights", "nan"]:
                    Spoil(weights);
                    break;
            }
        }
    }

    private static void Spoil(string weights)
    {
        List<NamedTensor> tensors;
        using (var reader = new SafetensorsReader(weights, weights))
        {
            tensors = [.. reader.Tensors.Select(tensor => new NamedTensor(tensor.Name, tensor.Shape, reader.ReadFloats(tensor)))];
        }

        tensors.Single(tensor => tensor.Name == "bert.pooler.dense.bias").Values[0] = float.NaN;
        SafetensorsWriter.Write(weights, tensors);
    }
}
