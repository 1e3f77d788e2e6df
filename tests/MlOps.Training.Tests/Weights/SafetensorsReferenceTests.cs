using MlOps.Testing;
using MlOps.Training.Weights;

namespace MlOps.Training.Tests.Weights;

public sealed class SafetensorsReferenceTests
{
    [Theory]
    [InlineData("bert")]
    [InlineData("bert-multi-label")]
    public void A_model_of_transformers_is_written_again_with_the_same_bytes(string family)
    {
        var original = Repository.Reference($"models/{family}/model.safetensors");
        using var folder = new TemporaryFolder();
        using var reader = new SafetensorsReader(original, original);

        SafetensorsWriter.Write(folder.File("copy"), reader.Tensors.Select(tensor => new NamedTensor(tensor.Name, tensor.Shape, reader.ReadFloats(tensor))).Reverse());

        Assert.Equal(File.ReadAllBytes(original), File.ReadAllBytes(folder.File("copy")));
    }
}
