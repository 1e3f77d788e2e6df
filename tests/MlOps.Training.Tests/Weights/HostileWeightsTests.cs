using System.IO.Compression;
using MlOps.Diagnostics;
using MlOps.Testing;
using MlOps.Training.Tests.Weights.PyTorch;
using MlOps.Training.Weights;

namespace MlOps.Training.Tests.Weights;

/// <summary>
/// Files that PyTorch and transformers wrote, damaged at random: each is refused or read, within twice its size and 64 MB. A tenth of them by
/// default, all with MLOPS_TEST_FULL=1.
/// </summary>
public sealed class HostileWeightsTests : IDisposable
{
    private const int All = 10_000;
    private const int Kinds = 5;

    private static readonly int Rounds = Environment.GetEnvironmentVariable("MLOPS_TEST_FULL") == "1" ? All / Kinds : All / Kinds / 10;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("zip-protocol-2.pt", 1)]
    [InlineData("zip-protocol-5.pt", 2)]
    public void A_damaged_zip_is_refused_or_read(string name, int seed)
    {
        var random = new Random(seed);
        var sound = File.ReadAllBytes(TorchFiles.Case(name));
        var read = 0;
        for (var round = 0; round < Rounds; round++)
        {
            read += RefuseOrRead("weights.pt", random.Next(2) == 0 ? Mutation.Of(sound, random, sound.Length) : WithDamagedPickle(sound, random), round);
        }

        Assert.InRange(read, 1, Rounds - 1);
    }

    [Theory]
    [InlineData("legacy-protocol-2.pt", 3)]
    [InlineData("legacy-protocol-5.pt", 4)]
    public void A_damaged_file_of_the_old_form_is_refused_or_read(string name, int seed)
    {
        var random = new Random(seed);
        var sound = File.ReadAllBytes(TorchFiles.Case(name));
        var read = 0;
        for (var round = 0; round < Rounds; round++)
        {
            read += RefuseOrRead("weights.pt", Mutation.Of(sound, random, 1_600), round);
        }

        Assert.InRange(read, 1, Rounds - 1);
    }

    [Fact]
    public void A_damaged_safetensors_file_is_refused_or_read()
    {
        SafetensorsWriter.Write(
            _folder.File("sound"),
            [new NamedTensor("encoder.weight", [2, 3], [1, 2, 3, 4, 5, 6]), new NamedTensor("encoder.bias", [3], [7, 8, 9]), new NamedWholes("steps", [], [10])]);
        var random = new Random(5);
        var sound = File.ReadAllBytes(_folder.File("sound"));
        var read = 0;
        for (var round = 0; round < Rounds; round++)
        {
            read += RefuseOrRead("weights.safetensors", Mutation.Of(sound, random, 320), round);
        }

        Assert.InRange(read, 1, Rounds - 1);
    }

    // the archive is sound, and the pickle in it damaged
    private static byte[] WithDamagedPickle(byte[] sound, Random random)
    {
        using var source = new ZipArchive(new MemoryStream(sound));
        var damaged = new ZipBytes();
        foreach (var entry in source.Entries)
        {
            using var content = new MemoryStream();
            using (var stream = entry.Open())
            {
                stream.CopyTo(content);
            }

            var bytes = content.ToArray();
            _ = damaged.Add(entry.FullName, entry.Name == "data.pkl" ? Mutation.Of(bytes, random, bytes.Length) : bytes, deflate: random.Next(2) == 0);
        }

        return damaged.End();
    }

    // 1 when it was read
    private int RefuseOrRead(string name, byte[] file, int round)
    {
        var path = _folder.File(name);
        File.WriteAllBytes(path, file);
        var read = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            using var reader = WeightsFile.Open(path, name);
            foreach (var tensor in reader.Tensors)
            {
                var count = tensor.Type is ElementType.F64 or ElementType.F32 or ElementType.F16 or ElementType.BF16
                    ? reader.ReadFloats(tensor).LongLength
                    : reader.ReadWholes(tensor).LongLength;
                Assert.Equal(tensor.Count, count);
            }

            read = 1;
        }
        catch (MlOpsException refusal)
        {
            Assert.True(refusal.Diagnostic.Rule == Rules.BrokenWeights || refusal.Diagnostic.Rule == Rules.IncompatibleBase, $"round {round}: {refusal}");
        }

        // all that was taken in turn bounds what was taken at once
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (2 * file.Length) + (64 << 20));
        return read;
    }
}
