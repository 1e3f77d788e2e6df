using MlOps.Testing;
using MlOps.Training.Weights;

namespace MlOps.Training.Tests.Weights;

public sealed class SafetensorsWriterTests
{
    [Fact]
    public void What_was_written_reads_back()
    {
        using var folder = new TemporaryFolder();
        SafetensorsWriter.Write(folder.File("file"), [new("z", [2, 1], [3, float.NegativeInfinity]), new("a", [], [0.1f]), new("empty", [0, 4], [])]);

        using var reader = new SafetensorsReader(folder.File("file"), "file");
        Assert.Equal(["a", "empty", "z"], reader.Tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal));
        Assert.Equal([0.1f], reader.ReadFloats(reader.Find("a")!));
        Assert.Equal([0, 4], reader.Find("empty")!.Shape);
        Assert.Equal([3, float.NegativeInfinity], reader.ReadFloats(reader.Find("z")!));
    }
}
