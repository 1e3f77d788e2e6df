using System.Diagnostics;

using MlOps.Testing;

using TorchSharp.Setup;

namespace TorchSharp.Tests;

public sealed class SetupTests
{
    [Theory]
    [InlineData("avx2 avx512vl avx512_bf16", "COOPERLAKE")]
    [InlineData("avx2 avx512vl", "SKYLAKEX")]
    [InlineData("avx2", "HASWELL")]
    [InlineData("sse4_2", null)]
    public void OpenBlas_kernels_are_chosen_by_what_the_processor_runs(string flags, string? core) =>
        Assert.Equal(core, new CpuFeatures(flags.Split(' ').ToHashSet()).OpenBlasCore);

    [Fact]
    public void A_missing_libtorch_is_reported_with_what_was_looked_for_and_what_to_install()
    {
        var error = Assert.Throws<DllNotFoundException>(() => LibTorchFinder.Choose([null], gpu: false));
        Assert.All(["LIBTORCH", "python3", "libtorch-dev", "pip install torch"], part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_gpu_asks_for_the_first_libtorch_with_cuda_and_takes_one_without_where_there_is_none()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("libtorch_cuda.so"), "");
        var (plain, cuda) = (new LibTorch("/nowhere", [], "2.13.0"), new LibTorch(folder.Path, [], "2.13.0"));
        Assert.Same(cuda, LibTorchFinder.Choose([plain, null, cuda], gpu: true));
        Assert.Same(plain, LibTorchFinder.Choose([plain, cuda], gpu: false));
        Assert.Same(plain, LibTorchFinder.Choose([plain], gpu: true));
    }

    [Fact]
    public void A_missing_compiler_is_reported_with_what_to_install()
    {
        using var cache = new TemporaryFolder();
        var error = Assert.Throws<DllNotFoundException>(new ShimBuilder(LibTorchFinder.Find(), cache.Path, "no-such-compiler").Build);
        Assert.Contains("no-such-compiler was not found", error.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install g++", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_that_build_at_once_end_with_one_whole_shim_that_a_third_takes_as_it_is()
    {
        using var cache = new TemporaryFolder();
        var libTorch = LibTorchFinder.Find();
        var built = new string[2];
        Parallel.For(0, 2, i => built[i] = new ShimBuilder(libTorch, cache.Path).Build());
        Assert.Equal(built[0], built[1]);
        Assert.Equal([built[0]], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(built[0])!));
        Assert.Equal(built[0], new ShimBuilder(libTorch, cache.Path, "no-such-compiler").Build());
    }

    [Fact]
    public void The_shim_compiles_against_PyTorch_2_13()
    {
        using var folder = new TemporaryFolder();
        Run("tar", "-xJf", Repository.Shared("data/torch-2.13-headers/include.tar.xz"), "-C", folder.Path);
        Run("g++", "-std=c++20", "-fsyntax-only", "-fopenmp", "-DAT_PER_OPERATOR_HEADERS", "-I" + folder.Path, "-I" + folder.File("torch/csrc/api/include"),
            Path.Combine(Repository.Top, "src/Standins/TorchSharp/Native/tshim.cpp"));
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }
}
