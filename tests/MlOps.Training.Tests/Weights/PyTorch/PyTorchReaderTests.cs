using System.Text.Json;
using MlOps.Diagnostics;
using MlOps.Testing;
using MlOps.Training.Weights;
using MlOps.Training.Weights.PyTorch;

namespace MlOps.Training.Tests.Weights.PyTorch;

/// <summary>Files that the real torch.save wrote, held against what PyTorch says is in them (<c>cases/make.py</c>).</summary>
public sealed class PyTorchReaderTests
{
    private static readonly Dictionary<string, ElementType> Types = new(StringComparer.Ordinal)
    {
        ["float64"] = ElementType.F64,
        ["float32"] = ElementType.F32,
        ["float16"] = ElementType.F16,
        ["bfloat16"] = ElementType.BF16,
        ["int64"] = ElementType.I64,
        ["int32"] = ElementType.I32,
        ["int16"] = ElementType.I16,
        ["int8"] = ElementType.I8,
        ["uint8"] = ElementType.U8,
        ["bool"] = ElementType.Bool,
    };

    [Theory]
    [InlineData("zip-protocol-2.pt")]
    [InlineData("zip-protocol-3.pt")]
    [InlineData("zip-protocol-4.pt")]
    [InlineData("zip-protocol-5.pt")]
    [InlineData("legacy-protocol-2.pt")]
    [InlineData("legacy-protocol-3.pt")]
    [InlineData("legacy-protocol-4.pt")]
    [InlineData("legacy-protocol-5.pt")]
    public void Every_type_stride_and_shared_storage_is_read_as_PyTorch_reads_it(string file) => Holds(file, "tensors");

    [Fact]
    public void The_state_dict_of_a_checkpoint_is_found_and_the_prefix_of_DataParallel_is_gone() => Holds("checkpoint.pth.tar", "checkpoint");

    [Fact]
    public void A_pickled_model_is_refused_by_the_name_of_its_class()
    {
        var refusal = Refused("whole-model.pt");
        Assert.Contains("torch.nn.modules.container.Sequential", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("nothing was executed", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_TorchScript_program_is_refused_as_such() => Assert.Contains("TorchScript", Refused("torchscript.pt").Message, StringComparison.Ordinal);

    [Fact]
    public void The_ResNet_of_2018_is_read_through_the_legacy_form()
    {
        using var reader = new PyTorchReader(Repository.Shared("data/resnet-cifar10/resnet20-12fca82f.th"), "resnet20.th");

        var first = reader.Find("conv1.weight")!;
        Assert.Equal([16, 3, 3, 3], first.Shape);
        Assert.Equal([10, 64], reader.Find("linear.weight")!.Shape);
        Assert.DoesNotContain(reader.Tensors, tensor => tensor.Name.StartsWith("module.", StringComparison.Ordinal));
        Assert.Equal(269_722, reader.Tensors.Where(IsParameter).Sum(tensor => tensor.Count)); // as PyTorch counts them
        float[] bias = [0.1936f, -0.3431f, 0.1112f, 0.3225f, 0.1440f, -0.1810f, 0.1631f, -0.1621f, 0.0221f, -0.2703f]; // as PyTorch prints it
        Assert.All(bias.Zip(reader.ReadFloats(reader.Find("linear.bias")!)), pair => Assert.Equal(pair.First, pair.Second, 5e-5f));

        static bool IsParameter(StoredTensor tensor) => !tensor.Name.Contains("running_", StringComparison.Ordinal);
    }

    private static void Holds(string file, string key)
    {
        var expected = JsonDocument.Parse(File.ReadAllText(TorchFiles.Case("expected.json"))).RootElement.GetProperty(key);
        using var reader = new PyTorchReader(TorchFiles.Case(file), file);

        Assert.Equal(expected.EnumerateObject().Select(entry => entry.Name), reader.Tensors.Select(tensor => tensor.Name));
        foreach (var entry in expected.EnumerateObject())
        {
            var tensor = reader.Find(entry.Name)!;
            var values = entry.Value.GetProperty("values").EnumerateArray();
            Assert.Equal(Types[entry.Value.GetProperty("type").GetString()!], tensor.Type);
            Assert.Equal(entry.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()), tensor.Shape);
            if (tensor.Type is ElementType.F64 or ElementType.F32 or ElementType.F16 or ElementType.BF16)
            {
                Assert.Equal(values.Select(value => (float)value.GetDouble()), reader.ReadFloats(tensor));
            }
            else
            {
                Assert.Equal(values.Select(value => value.GetInt64()), reader.ReadWholes(tensor));
            }
        }
    }

    private static MlOpsException Refused(string file)
    {
        var refusal = Assert.Throws<MlOpsException>(() => new PyTorchReader(TorchFiles.Case(file), file));
        Assert.Equal(Rules.IncompatibleBase, refusal.Diagnostic.Rule);
        return refusal;
    }
}
