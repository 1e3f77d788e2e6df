using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Testing;
using MlOps.Training.Tests.Weights.PyTorch;
using MlOps.Training.Weights;
using MlOps.Training.Weights.PyTorch;

namespace MlOps.Training.Tests.Weights;

public sealed class WeightsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Safetensors_stand_before_pickles_and_one_file_before_several()
    {
        Assert.Null(WeightsFiles.Find(_folder.Path));
        foreach (var name in WeightsFiles.Names.Reverse())
        {
            _ = _folder.Write(name, "");
            Assert.Equal(name, WeightsFiles.Find(_folder.Path));
        }
    }

    [Fact]
    public void The_form_is_told_by_the_ending_and_for_pickles_by_the_first_bytes()
    {
        SafetensorsWriter.Write(_folder.File("a.safetensors"), [new NamedTensor("w", [1], [2])]);
        File.WriteAllBytes(_folder.File("b.bin"), TorchFiles.Zip(TorchFiles.OneTensor()));
        File.WriteAllBytes(_folder.File("c.th"), TorchFiles.Legacy(TorchFiles.OneTensor()));

        using var safetensors = WeightsFile.Open(_folder.File("a.safetensors"), "a.safetensors");
        using var zip = WeightsFile.Open(_folder.File("b.bin"), "b.bin");
        using var legacy = WeightsFile.Open(_folder.File("c.th"), "c.th");

        _ = Assert.IsType<SafetensorsReader>(safetensors);
        _ = Assert.IsType<PyTorchReader>(zip);
        Assert.Equal([2, 3], legacy.Find("w")!.Shape);
    }

    [Theory]
    [InlineData("weights/resnet20.th", true)]
    [InlineData("checkpoint.pth.tar", true)]
    [InlineData("Model.PT", true)]
    [InlineData("model.safetensors", true)]
    [InlineData("org/name", false)]
    [InlineData("examples/bert-pico", false)]
    public void A_single_file_is_known_by_its_ending(string path, bool isFile) => Assert.Equal(isFile, WeightsFiles.IsNamedBy(path));

    [Fact]
    public void A_pointer_of_Git_LFS_says_what_to_do()
    {
        var path = _folder.Write("model.safetensors", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n");
        var refusal = Assert.Throws<MlOpsException>(() => WeightsFile.Open(path, "base/model.safetensors"));
        Assert.Equal(Rules.IncompatibleBase, refusal.Diagnostic.Rule);
        Assert.Contains("git lfs pull", refusal.Message, StringComparison.Ordinal);
    }
}
