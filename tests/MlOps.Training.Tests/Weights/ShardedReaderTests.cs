using MlOps.Diagnostics;
using MlOps.Testing;
using MlOps.Training.Tests.Weights.PyTorch;
using MlOps.Training.Weights;

namespace MlOps.Training.Tests.Weights;

public sealed class ShardedReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ShardedReaderTests()
    {
        SafetensorsWriter.Write(_folder.File("one.safetensors"), [new NamedTensor("a", [1], [1]), new NamedTensor("b", [2], [2, 3])]);
        File.WriteAllBytes(_folder.File("two.bin"), TorchFiles.Zip(TorchFiles.OneTensor()));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tensors_of_all_files_are_read()
    {
        using var reader = Open("""{"metadata":{"total_size":36},"weight_map":{"w":"two.bin","a":"one.safetensors","b":"one.safetensors"}}""");

        Assert.Equal(["a", "b", "w"], reader.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([2, 3], reader.ReadFloats(reader.Find("b")!));
        Assert.Equal([0, 1, 2, 3, 4, 5], reader.ReadFloats(reader.Find("w")!));
    }

    [Theory]
    [InlineData("""[]""", "no mapping 'weight_map'")]
    [InlineData("""{"weight_map":[]}""", "no mapping 'weight_map'")]
    [InlineData("""{"weight_map":{"a":"x","a":"y"}}""", "not JSON")]
    [InlineData("""{"weight_map":{""", "not JSON")]
    [InlineData("""{"weight_map":{"a":7}}""", "no file of weights")]
    [InlineData("""{"weight_map":{"a":"../one.safetensors"}}""", "no file of weights")]
    [InlineData("""{"weight_map":{"a":"/etc/passwd"}}""", "no file of weights")]
    [InlineData("""{"weight_map":{"a":".."}}""", "no file of weights")]
    [InlineData("""{"weight_map":{"a":"model.safetensors.index.json"}}""", "no file of weights")] // itself: reading would never end
    [InlineData("""{"weight_map":{"a":"three.safetensors"}}""", "which is not beside it")]
    [InlineData("""{"weight_map":{"a":"one.safetensors"}}""", "'b' stands in one.safetensors, and the index does not say so")]
    [InlineData("""{"weight_map":{"w":"two.bin","x":"two.bin"}}""", "'x' is said to stand in two.bin, and does not")]
    public void An_index_that_lies_is_refused(string index, string why)
    {
        var refusal = Assert.Throws<MlOpsException>(() => Open(index));
        Assert.Equal(Rules.BrokenWeights, refusal.Diagnostic.Rule);
        Assert.Equal("base/model.safetensors.index.json", refusal.Diagnostic.Location.File);
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_file_is_named_itself()
    {
        _ = _folder.Write("one.safetensors", "short");
        var refusal = Assert.Throws<MlOpsException>(() => Open("""{"weight_map":{"a":"one.safetensors"}}"""));
        Assert.Equal("base/one.safetensors", refusal.Diagnostic.Location.File);
    }

    private WeightsReader Open(string index) =>
        WeightsFile.Open(_folder.Write("model.safetensors.index.json", index), "base/model.safetensors.index.json");
}
