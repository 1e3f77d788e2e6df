using MlOps.Testing;
using MlOps.Training.Weights;

namespace MlOps.Training.Tests.Weights;

public sealed class SafetensorsReferenceTests
{
    [Theory]
    [InlineData("bert")]
    [InlineData("bert-multi-label")]
    [InlineData("bert-masked-lm")]
    [InlineData("distilbert")]
    [InlineData("roberta")]
    [InlineData("gpt2")]
    [InlineData("gpt2-classification")]
    [InlineData("resnet-basic")]
    [InlineData("resnet-bottleneck")]
    public void A_model_of_transformers_is_written_again_with_the_same_bytes(string family)
    {
        var original = Repository.Reference($"models/{family}/model.safetensors");
        using var folder = new TemporaryFolder();
        using var reader = new SafetensorsReader(original, original);

        SafetensorsWriter.Write(folder.File("copy"), reader.Tensors.Select(Read).Reverse());

        Assert.Equal(File.ReadAllBytes(original), File.ReadAllBytes(folder.File("copy")));

        TensorValues Read(StoredTensor tensor) => tensor.Type == ElementType.I64
            ? new NamedWholes(tensor.Name, tensor.Shape, reader.ReadWholes(tensor))
            : new NamedTensor(tensor.Name, tensor.Shape, reader.ReadFloats(tensor));
    }
}
