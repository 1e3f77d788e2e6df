using System.Text.Json;
using MlOps.Models;
using MlOps.Testing;
using MlOps.Training.Models;
using MlOps.Training.Weights;

namespace MlOps.Training.Tests.Models;

/// <summary>What torchvision has and computes under a name, of ../shared/reference/vision/models.json.</summary>
internal sealed class TorchvisionModel
{
    private readonly int _size;

    public TorchvisionModel(string name)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Repository.Reference("vision/models.json")));
        var model = file.RootElement.GetProperty("models").GetProperty(name);
        _size = model.GetProperty("input_size").GetInt32();
        Entries = [.. model.GetProperty("entries").EnumerateArray().Select(Entry)];
        Logits = [.. model.GetProperty("logits").EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(logit => logit.GetSingle())];
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File(ConfigFile.FileName), $$"""{ "architectures": ["{{name}}"] }""");
        Architecture = Architectures.Of(ConfigFile.Read(folder.File(ConfigFile.FileName), ConfigFile.FileName), dropout: null);
        Head = new(TaskKind.ImageClassification, model.GetProperty("num_classes").GetInt32(), [], Dropout: null);
    }

    /// <summary>The state dict: names and shapes in order.</summary>
    public IReadOnlyList<StoredTensor> Entries { get; }

    /// <summary>[2, C], of <see cref="Pictures"/> and <see cref="FormulaWeights"/>.</summary>
    public float[] Logits { get; }

    /// <summary>What a config.json gives that names the network and nothing else.</summary>
    public Architecture Architecture { get; }

    public HeadShape Head { get; }

    /// <summary>The input of the reference: waves.</summary>
    public ModelInputs Pictures()
    {
        var values =
            from b in Enumerable.Range(0, 2)
            from c in Enumerable.Range(0, 3)
            from i in Enumerable.Range(0, _size)
            from j in Enumerable.Range(0, _size)
            select MathF.Sin((0.05f * (i + (2 * j))) + c + b);
        return ModelInputs.Of(new PixelBatch([.. values], 2, _size, _size));
    }

    private static StoredTensor Entry(JsonElement entry)
    {
        var name = entry[0].GetString()!;
        var type = name.EndsWith("num_batches_tracked", StringComparison.Ordinal) ? ElementType.I64 : ElementType.F32;
        return new(name, type, [.. entry[1].EnumerateArray().Select(size => size.GetInt64())]);
    }
}
