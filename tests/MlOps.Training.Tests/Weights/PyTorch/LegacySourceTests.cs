using MlOps.Diagnostics;
using MlOps.Testing;

namespace MlOps.Training.Tests.Weights.PyTorch;

public sealed class LegacySourceTests : IDisposable
{
    private static readonly byte[] Pickle = TorchFiles.OneTensor();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_tensor_is_read() => Assert.Equal([0, 1, 2, 3, 4, 5], TorchFiles.Read(_folder, TorchFiles.Legacy(Pickle))["w"]);

    [Fact]
    public void A_list_of_storages_that_lies_is_refused()
    {
        Refused(TorchFiles.Legacy(Pickle, key: "1"), "names one that its pickle does not");
        Refused(TorchFiles.Legacy(new PickleBytes().Op('}').End()), "not that of the 0 in its pickle");
        Refused(TorchFiles.Legacy(Pickle, count: 7), "has not the 6 numbers of F32");
        Refused(TorchFiles.Legacy(Pickle, storage: new byte[23]), "has not the 6 numbers of F32");
        Refused(TorchFiles.Legacy(Pickle)[..^30], "has not the 6 numbers of F32");
        Refused(TorchFiles.Legacy(TorchFiles.OneTensor(count: long.MaxValue)), "has not the 9223372036854775807 numbers of F32");
    }

    [Fact]
    public void All_pickles_of_a_file_together_are_bounded()
    {
        // each half of what may be built
        var half = new PickleBytes().Raw([.. Enumerable.Repeat((byte)'}', 400_000)]).End();
        Refused([.. LegacyHead(), .. half, .. half], "more objects than the tensors of a model need");
    }

    // the magic number, the protocol, the machine
    private static byte[] LegacyHead() => TorchFiles.Legacy([])[..^(TorchFiles.SixFloats.Length + sizeof(long) + KeyList.Length)];

    private static byte[] KeyList => new PickleBytes().Op(']').Text("0").Op('a').End();

    [Fact]
    public void Another_magic_number_or_protocol_is_refused()
    {
        var file = TorchFiles.Legacy(Pickle);
        Refused([.. file[..13], 0x1A, .. file[14..]], "begins neither as a zip archive nor");
        Refused([.. file[..18], 0xEA, .. file[19..]], "does not begin with the magic number and the protocol 1001");
    }

    [Fact]
    public void Files_of_other_kinds_are_refused_by_what_they_are()
    {
        Refused([], "begins neither as a zip archive nor");
        Refused("version https://git-lfs.github.com/spec/v1\n"u8.ToArray(), "begins neither as a zip archive nor");
        var tar = new byte[512];
        "ustar"u8.CopyTo(tar.AsSpan(257));
        TorchFiles.Refused(_folder, tar, Rules.IncompatibleBase, "tar archive");
    }

    private void Refused(byte[] file, string why) => TorchFiles.Refused(_folder, file, Rules.BrokenWeights, why);
}
