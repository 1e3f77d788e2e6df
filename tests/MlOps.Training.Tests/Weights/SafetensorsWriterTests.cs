using MlOps.Testing;
using MlOps.Training.Weights;

namespace MlOps.Training.Tests.Weights;

public sealed class SafetensorsWriterTests
{
    [Fact]
    public void What_was_written_reads_back()
    {
        using var folder = new TemporaryFolder();
        NamedTensor[] tensors = [new("z", [2, 1], [3, float.NegativeInfinity]), new("a", [], [0.1f]), new("empty", [0, 4], [])];
        SafetensorsWriter.Write(folder.File("file"), [.. tensors, new NamedWholes("steps", [1, 2], [7, long.MinValue])]);

        using var reader = new SafetensorsReader(folder.File("file"), "file");
        Assert.Equal("steps", reader.Tensors[0].Name); // 8 bytes each: first, so that every tensor is aligned
        Assert.Equal([7, long.MinValue], reader.ReadWholes(reader.Tensors[0]));
        Assert.Equal(["a", "empty", "steps", "z"], reader.Tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal));
        Assert.Equal([0.1f], reader.ReadFloats(reader.Find("a")!));
        Assert.Equal([0, 4], reader.Find("empty")!.Shape);
        Assert.Equal([3, float.NegativeInfinity], reader.ReadFloats(reader.Find("z")!));
    }
}
