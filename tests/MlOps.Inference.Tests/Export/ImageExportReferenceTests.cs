using MlOps.Models;
using MlOps.Testing;
using MlOps.Training.Models;
using MlOps.Training.Weights;

namespace MlOps.Inference.Tests.Export;

/// <summary>Exported networks for pictures against what transformers computes for the same weights and pictures.</summary>
public sealed class ImageExportReferenceTests
{
    private const float Tolerance = 1e-4f;

    [Theory]
    [InlineData("resnet-basic")]
    [InlineData("resnet-bottleneck")]
    public void The_logits_are_those_of_transformers(string name)
    {
        using var folder = new TemporaryFolder();
        using var cases = Open(name, "cases.safetensors");
        using var model = OnnxModel.Open(Export(name, folder), threads: 1);

        var logits = model.Run(Pictures(cases)).Logits;

        Assert.Equal(cases.ReadFloats(cases.Find("logits")!), logits, (a, b) => Math.Abs(a - b) <= Tolerance);
    }

    [Theory]
    [InlineData("resnet-basic")]
    [InlineData("resnet-bottleneck")]
    public void Every_number_that_transformers_saves_is_asked_for_once(string name)
    {
        using var folder = new TemporaryFolder();
        using var weights = Open(name, "model.safetensors");
        var asked = new List<string>();

        _ = Export(name, folder, asked);

        Assert.Equal(
            weights.Tensors.Select(tensor => tensor.Name).Where(tensor => !tensor.EndsWith("num_batches_tracked", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            asked.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_picture_scores_the_same_alone_as_among_others()
    {
        using var folder = new TemporaryFolder();
        using var cases = Open("resnet-basic", "cases.safetensors");
        using var model = OnnxModel.Open(Export("resnet-basic", folder), threads: 1);
        var pictures = Pictures(cases).Pixels!;
        var size = pictures.Values.Length / pictures.Rows;
        var together = model.Run(ModelInputs.Of(pictures)).Rows().ToList();

        for (var row = 0; row < pictures.Rows; row++)
        {
            var alone = pictures with { Values = pictures.Values[(row * size)..((row + 1) * size)], Rows = 1 };
            Assert.Equal(together[row].Logits, model.Run(ModelInputs.Of(alone)).Logits, (a, b) => Math.Abs(a - b) <= 1e-5f);
        }
    }

    private static SafetensorsReader Open(string name, string file) => new(Repository.Reference($"models/{name}/{file}"), file);

    private static ModelInputs Pictures(SafetensorsReader cases)
    {
        var pixels = cases.Find("pixel_values")!;
        return ModelInputs.Of(new PixelBatch(cases.ReadFloats(pixels), (int)pixels.Shape[0], (int)pixels.Shape[2], (int)pixels.Shape[3]));
    }

    private static string Export(string name, TemporaryFolder folder, List<string>? asked = null)
    {
        var config = ConfigFile.Read(Repository.Reference($"models/{name}/config.json"), ConfigFile.FileName);
        using var weights = Open(name, "model.safetensors");
        string[] labels = ["a", "b", "c", "d"];
        var file = folder.File(OnnxModel.FileName);
        Architectures.Of(config, dropout: null).Export(file, new(
            new HeadShape(TaskKind.ImageClassification, labels.Length, [], Dropout: null),
            labels,
            MultiLabel: false,
            weight =>
            {
                asked?.Add(weight);
                var stored = weights.Find(weight)!;
                return new NamedTensor(weight, stored.Shape, weights.ReadFloats(stored));
            }));
        return file;
    }
}
