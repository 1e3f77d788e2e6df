using MlOps.Running;
using MlOps.Testing;

namespace MlOps.Tests.Running;

public sealed class CudaFactsTests : IDisposable
{
    private const string Driver = "/dev/nvidiactl";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Without_a_driver_nothing_else_is_looked_for()
    {
        var facts = CudaFacts.Read(driver: null, _ => throw new InvalidOperationException("nothing is looked up"), ownLibtorch: false);
        Assert.False(facts.IsUsable);
        Assert.Contains("a CUDA driver", facts.LookedFor, StringComparison.Ordinal);
    }

    [Fact]
    public void An_installed_libtorch_with_CUDA_counts_for_a_program_that_takes_what_is_installed()
    {
        _ = _folder.Write("lib/libtorch_cuda.so", "");
        Assert.True(CudaFacts.Read(Driver, Libtorch, ownLibtorch: false).IsUsable);
    }

    [Fact]
    public void A_program_with_its_own_libtorch_says_how_to_build_one_that_computes_on_CUDA()
    {
        _ = _folder.Write("lib/libtorch_cuda.so", "");
        var facts = CudaFacts.Read(Driver, Libtorch, ownLibtorch: true);
        Assert.False(facts.IsUsable);
        Assert.Contains("TORCH_FROM=system ./build.sh", facts.LookedFor, StringComparison.Ordinal);
        Assert.Contains("TorchCuda=true", facts.LookedFor, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string? Libtorch(string name) => name == "LIBTORCH" ? _folder.Path : null;
}
