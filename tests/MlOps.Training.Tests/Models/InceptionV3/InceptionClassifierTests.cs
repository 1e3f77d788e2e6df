using MlOps.Models;
using MlOps.Training.Models;
using MlOps.Training.Models.InceptionV3;
using static TorchSharp.torch;

namespace MlOps.Training.Tests.Models.InceptionV3;

public sealed class InceptionClassifierTests
{
    private static readonly HeadShape Head = new(TaskKind.ImageClassification, 5, [], Dropout: null);

    [Theory]
    [InlineData(299, true, true)] // the size it was made for
    [InlineData(128, true, false)] // leaves the second head fewer places than its filters have
    [InlineData(299, false, false)]
    public void In_training_a_second_head_speaks_where_pictures_are_large_enough(int size, bool has, bool speaks)
    {
        using var scope = NewDisposeScope();
        using var network = new InceptionClassifier(new InceptionConfig { AuxiliaryHead = has }, Head, ScalarType.Float32);
        using var noGradient = no_grad();

        var output = network.call(new NetworkInputs { Pixels = randn(2, 3, size, size) });

        Assert.Equal([2, 5], output.Logits.shape);
        Assert.Equal(speaks ? [2, 5] : null, output.AuxiliaryLogits?.shape);
    }

    [Fact]
    public void Pictures_of_ImageNets_normalization_are_brought_to_halves()
    {
        using var scope = NewDisposeScope();
        double[] levels = [0.2, 0.5, 0.9]; // red, green, blue, of 1
        double[] means = [0.485, 0.456, 0.406];
        double[] deviations = [0.229, 0.224, 0.225];
        var normal = tensor([.. levels.Select((level, channel) => (float)((level - means[channel]) / deviations[channel]))], [1, 3, 1, 1]);

        var transformed = InceptionInput.Transform(normal).data<float>().ToArray();

        Assert.Equal(levels.Select(level => (level - 0.5) / 0.5), transformed.Select(value => (double)value), (a, b) => Math.Abs(a - b) < 1e-6);
    }
}
