using MlOps.Testing;

namespace MlOps.Training.Tests;

public sealed class NativeLibrariesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_library_that_does_not_load_is_reported_in_one_line_with_the_cause_and_what_to_build()
    {
        var library = _folder.Write("libLibTorchSharp.so", "no library");
        var error = Assert.Throws<DllNotFoundException>(() => NativeLibraries.Load(library));
        Assert.StartsWith($"{library}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("TORCH_FROM=system ./build.sh", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    public void Dispose() => _folder.Dispose();
}
