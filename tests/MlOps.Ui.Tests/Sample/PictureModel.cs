using MlOps.Models;
using MlOps.Pictures;
using MlOps.Registry;
using MlOps.Steps;
using MlOps.Testing;
using MlOps.Training.Models;
using MlOps.Training.Weights;

namespace MlOps.Ui.Tests.Sample;

/// <summary>A registered model of pictures: the example's small ResNet under a head of random weights.</summary>
internal static class PictureModel
{
    public const string Name = "shapes";

    /// <summary>Registers it.</summary>
    public static void Register(LocalRegistry registry)
    {
        using var folder = new TemporaryFolder();
        var description = new ModelDescription
        {
            Task = "image-classification",
            Family = "resnet",
            Labels = ["circle", "square"],
            MultiLabel = false,
            Preparation = new("path", [], []) { Input = InputKind.Image },
            MaxTokens = 0,
            Pictures = PictureTransform.OfImageNet(32),
            Base = "examples/resnet-pico",
            BaseHash = new string('0', 64),
            DataHash = new string('1', 64),
            Precision = "fp32",
            Seed = 1,
        };
        description.Write(folder.Path);
        Export(folder.File("model.onnx"), description.Labels);
        _ = registry.Register(
            new()
            {
                Model = Name,
                Folder = folder.Path,
                Description = description,
                Evaluation = SampleModels.Evaluation(0.9, 0.9),
                Stage = Stage.Production,
                Change = new("grace", "none", "every gate is met"),
            },
            CancellationToken.None);
    }

    private static void Export(string path, IReadOnlyList<string> labels)
    {
        var example = Path.Combine(Repository.Top, "examples", "resnet-pico");
        using var weights = new SafetensorsReader(Path.Combine(example, "model.safetensors"), "model.safetensors");
        var random = new Random(1);
        Architectures.Of(ConfigFile.Read(Path.Combine(example, ConfigFile.FileName), ConfigFile.FileName), dropout: null).Export(path, new(
            new HeadShape(TaskKind.ImageClassification, labels.Count, [], Dropout: null),
            labels,
            MultiLabel: false,
            name => weights.Find(name) is { } stored && !name.StartsWith("classifier", StringComparison.Ordinal)
                ? new NamedTensor(name, stored.Shape, weights.ReadFloats(stored))
                : Head(name, weights, labels.Count, random)));
    }

    private static NamedTensor Head(string name, SafetensorsReader weights, int labels, Random random)
    {
        var wide = weights.Tensors.Where(tensor => tensor.Shape.Count == 1).Max(tensor => tensor.Shape[0]);
        long[] shape = name.EndsWith(".bias", StringComparison.Ordinal) ? [labels] : [labels, wide];
        return new(name, shape, [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => random.NextSingle() - 0.5f)]);
    }
}
