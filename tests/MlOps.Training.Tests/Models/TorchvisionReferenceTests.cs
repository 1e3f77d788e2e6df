using MlOps.Inference;
using MlOps.Testing;
using MlOps.Training.Models;
using MlOps.Training.Weights;
using static TorchSharp.torch;

namespace MlOps.Training.Tests.Models;

/// <summary>Against torchvision: what its networks hold, and what they say of two pictures.</summary>
public sealed class TorchvisionReferenceTests
{
    private const float Tolerance = 1e-5f;

    [Theory]
    [InlineData("resnet18")]
    [InlineData("resnet34")]
    [InlineData("resnet50")]
    [InlineData("vgg11")]
    [InlineData("vgg16_bn")]
    [InlineData("inception_v3")]
    public void Names_shapes_and_logits_agree(string name)
    {
        var reference = new TorchvisionModel(name);
        using var network = reference.Architecture.Create(reference.Head, ScalarType.Float32);
        var own = network.state_dict().Select(entry => $"{entry.Key} [{string.Join(", ", entry.Value.shape)}]");
        var stored = reference.Entries.Select(entry => $"{reference.Architecture.Canonical(entry.Name)} [{string.Join(", ", entry.Shape)}]");
        Assert.Equal(stored.Order(StringComparer.Ordinal), own.Order(StringComparer.Ordinal));

        using var weights = new FormulaWeights(reference.Entries);
        Assert.Contains("own head", Assert.Single(WeightsLoader.Load(network, reference.Architecture, weights, "weights")), StringComparison.Ordinal);
        network.eval();
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var output = network.call(NetworkInputs.Of(reference.Pictures(), CPU));

        Assert.Null(output.AuxiliaryLogits);
        Assert.Equal(reference.Logits, output.Logits.data<float>().ToArray(), Near);
    }

    [Theory]
    [InlineData("resnet18")]
    [InlineData("resnet34")]
    [InlineData("resnet50")]
    [InlineData("vgg11")]
    [InlineData("vgg16_bn")]
    [InlineData("inception_v3")]
    public void The_exported_network_gives_the_same_logits(string name)
    {
        var reference = new TorchvisionModel(name);
        using var folder = new TemporaryFolder();
        using var weights = new FormulaWeights(reference.Entries);
        var stored = reference.Entries.ToDictionary(entry => reference.Architecture.Canonical(entry.Name), StringComparer.Ordinal);
        var file = folder.File("model.onnx");

        reference.Architecture.Export(file, new(reference.Head, ["a", "b", "c", "d", "e"], MultiLabel: false, parameter =>
            new NamedTensor(parameter, stored[parameter].Shape, weights.ReadFloats(stored[parameter]))));

        Assert.Equal(reference.Logits, OnnxLogits.Score(file, [reference.Pictures()]).Single(), Near);
    }

    private static bool Near(float expected, float actual) => Math.Abs(expected - actual) <= Tolerance;
}
