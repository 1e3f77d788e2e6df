using System.IO.Compression;
using System.Text.Json;
using MlOps.Inference;
using MlOps.Models;
using MlOps.Pictures;
using MlOps.Testing;
using MlOps.Training.Models;
using MlOps.Training.Models.CifarResnet;
using MlOps.Training.Weights;
using MlOps.Vision;
using static TorchSharp.torch;

namespace MlOps.Training.Tests.Models.CifarResnet;

/// <summary>A ResNet-20 that was really trained on CIFAR-10, and what the original code says of 1,000 pictures with it.</summary>
public sealed class TrainedResnet20Tests
{
    private const int Classes = 10;
    private const int Rows = 1000;

    private static readonly CifarResnetArchitecture Architecture = new(new CifarResnetConfig(3));
    private static readonly HeadShape Head = new(TaskKind.ImageClassification, Classes, [], Dropout: null);

    [Fact]
    public void The_network_tells_pictures_apart_as_the_original_does_and_its_export_as_the_network()
    {
        using var reference = JsonDocument.Parse(File.ReadAllText(Repository.Reference("vision/resnet20-cifar.json")));
        var expected = reference.RootElement.GetProperty("predictions").EnumerateArray().Select(label => label.GetInt32());
        var pictures = Pictures();
        using var weights = WeightsFile.Open(Repository.Shared("data/resnet-cifar10/resnet20-12fca82f.th"), "resnet20.th");
        using var network = Architecture.Create(Head, ScalarType.Float32);
        _ = WeightsLoader.Load(network, Architecture, weights, "resnet20.th");

        var logits = Logits(network, pictures);
        using var folder = new TemporaryFolder();
        var exported = OnnxLogits.Score(Export(network, folder), [ModelInputs.Of(pictures)]).Single();

        // decoders of JPEG may differ in a level
        Assert.InRange(expected.Zip(Best(logits)).Count(pair => pair.First != pair.Second), 0, 3);
        Assert.Equal(logits, exported, (a, b) => Math.Abs(a - b) <= 1e-4f);
    }

    private static PixelBatch Pictures()
    {
        var tensor = new PictureTensor(PictureTransform.OfCifar(32));
        using var zip = ZipFile.OpenRead(Repository.Shared("data/cifar10-subset/cifar10-images-subset.zip"));
        var entries = zip.Entries
            .Where(entry => entry.FullName.StartsWith("test/", StringComparison.Ordinal) && entry.Name.Length > 0)
            .OrderBy(entry => entry.FullName, StringComparer.Ordinal);
        var values = entries.SelectMany(entry => tensor.Decode(Read(entry), entry.FullName));
        return new([.. values], Rows, 32, 32);
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var source = entry.Open();
        using var target = new MemoryStream();
        source.CopyTo(target);
        return target.ToArray();
    }

    private static float[] Logits(Network network, PixelBatch pictures)
    {
        network.eval();
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return network.call(NetworkInputs.Of(ModelInputs.Of(pictures), CPU)).Logits.data<float>().ToArray();
    }

    private static string Export(Network network, TemporaryFolder folder)
    {
        var state = network.state_dict();
        Architecture.Export(folder.File("model.onnx"), new(
            Head,
            [.. Enumerable.Range(0, Classes).Select(label => $"{label}")],
            MultiLabel: false,
            name => new NamedTensor(name, state[name].shape, state[name].detach().data<float>().ToArray())));
        return folder.File("model.onnx");
    }

    private static IEnumerable<int> Best(float[] logits) => logits.Chunk(Classes).Select(row => row.Index().MaxBy(entry => entry.Item).Index);
}
