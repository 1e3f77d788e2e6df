using MlOps.Diagnostics;
using MlOps.Testing;

namespace MlOps.Training.Tests.Weights.PyTorch;

/// <summary>Archives made by hand, and how those that lie are refused.</summary>
public sealed class ZipSourceTests : IDisposable
{
    private static readonly byte[] Pickle = TorchFiles.OneTensor();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Stored_and_deflated_files_are_read_alike()
    {
        Assert.Equal([0, 1, 2, 3, 4, 5], TorchFiles.Read(_folder, Sound().End())["w"]);
        Assert.Equal(
            [0, 1, 2, 3, 4, 5],
            TorchFiles.Read(_folder, new ZipBytes().Add("a/data.pkl", Pickle, deflate: true).Add("a/data/0", TorchFiles.SixFloats, deflate: true).End())["w"]);
        var strided = TorchFiles.OneTensor(1, [2, 2], [1, 3]);
        Assert.Equal(
            [1, 4, 2, 5],
            TorchFiles.Read(_folder, new ZipBytes().Add("a/data.pkl", strided).Add("a/data/0", TorchFiles.SixFloats, deflate: true).End())["w"]);
    }

    [Fact]
    public void A_deflated_storage_is_read_forwards_and_backwards_by_tensors_that_share_it()
    {
        var pickle = new PickleBytes().Op('}').Op('(')
            .Text("end").Tensor("FloatStorage", "0", 100_000, 90_000, [10_000], [1])
            .Text("begin").Tensor("FloatStorage", "0", 100_000, 0, [50_000], [1])
            .Text("columns").Tensor("FloatStorage", "0", 100_000, 0, [250, 200], [1, 250]).Op('u').End();
        byte[] storage = [.. Enumerable.Range(0, 100_000).SelectMany(i => BitConverter.GetBytes((float)i))];

        var tensors = TorchFiles.Read(_folder, new ZipBytes().Add("a/data.pkl", pickle).Add("a/data/0", storage, deflate: true).End());

        Assert.Equal(Enumerable.Range(90_000, 10_000).Select(i => (float)i), tensors["end"]);
        Assert.Equal(Enumerable.Range(0, 50_000).Select(i => (float)i), tensors["begin"]);
        Assert.Equal(Enumerable.Range(0, 50_000).Select(i => (float)((i / 200) + (i % 200 * 250))), tensors["columns"]);
    }

    [Fact]
    public void A_zip64_directory_is_read() => Assert.Equal([0, 1, 2, 3, 4, 5], TorchFiles.Read(_folder, Sound().End64())["w"]);

    [Fact]
    public void Numbers_with_the_highest_byte_first_are_refused()
    {
        Assert.Single(TorchFiles.Read(_folder, Sound().Add("a/byteorder", "little"u8.ToArray()).End()));
        TorchFiles.Refused(_folder, Sound().Add("a/byteorder", "big"u8.ToArray()).End(), Rules.IncompatibleBase, "highest byte first");
        TorchFiles.Refused(_folder, TorchFiles.Legacy(Pickle, littleEndian: false), Rules.IncompatibleBase, "highest byte first");
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("a/../../evil")]
    [InlineData("/etc/evil")]
    [InlineData("a\\..\\evil")]
    [InlineData("C:/evil")]
    [InlineData("a/\u0001")]
    [InlineData("")]
    public void A_path_that_leaves_the_archive_is_refused(string path) => Refused(Sound().Add(path, [1]).End(), "holds the path");

    [Fact]
    public void A_name_that_stands_twice_is_refused() => Refused(Sound().Add("a/data/0", TorchFiles.SixFloats).End(), "'a/data/0' stands twice");

    [Fact]
    public void Two_pickles_or_none_are_refused()
    {
        Refused(Sound().Add("b/data.pkl", Pickle).End(), "has 2 files NAME/data.pkl");
        Refused(new ZipBytes().Add("a/data/0", TorchFiles.SixFloats).End(), "has 0 files NAME/data.pkl");
    }

    [Fact]
    public void A_storage_of_another_size_or_none_is_refused()
    {
        Refused(new ZipBytes().Add("a/data.pkl", Pickle).Add("a/data/0", new byte[23]).End(), "has 23 bytes, and its pickle asks for 6 of F32");
        Refused(new ZipBytes().Add("a/data.pkl", Pickle).Add("a/data/0", new byte[25]).End(), "has 25 bytes, and its pickle asks for 6 of F32");
        Refused(new ZipBytes().Add("a/data.pkl", Pickle).End(), "has no file data/0");
    }

    [Fact]
    public void A_size_or_place_that_lies_is_refused()
    {
        var bytes = TorchFiles.SixFloats;
        Refused(Head().Add("a/data/0", bytes, claimedBytes: 1_000).End(), "overlaps");
        Refused(Head().Add("a/data/0", bytes, claimedBytes: uint.MaxValue).End(), "overlaps");
        Refused(Head().Add("a/data/0", bytes, claimedBegin: 0).End(), "is not where its zip directory says");
        Refused(Head().Add("a/data/0", bytes, claimedBegin: 1_000_000).End(), "names byte 1000000");
        Refused(Head().Add("a/data/0", bytes, localName: "a/data/1").End(), "is not where its zip directory says");
        Refused(Head().Add("a/data/0", bytes, method: 9).End(), "packed by method 9");
        Refused(Head().Add("a/data/0", bytes, flags: 1).End(), "is encrypted");
        Refused(Sound().End(claimedCount: 7), "claims 7 entries");
        Refused(Sound().End(claimedCount: 1, claimedDirectory: 1_000_000), "claims 1 entries");
        Refused(Sound().End(claimedDirectory: 5), "ends within an entry");
        Refused([.. Sound().End(), 0], "has no end");
        Refused(Sound().End()[..^1], "has no end");
    }

    [Fact]
    public void Files_that_share_bytes_are_refused()
    {
        // the directory says that the second entry lies where the first does, under the first one's name
        var twice = new ZipBytes().Add("a/data.pkl", Pickle).Add("a/data/0", TorchFiles.SixFloats).Add("a/data/1", TorchFiles.SixFloats, claimedBegin: 0, localName: "a/data.pkl").End();
        Refused(twice, "is not where its zip directory says");
    }

    [Fact]
    public void Deflated_bytes_that_are_more_fewer_or_none_are_refused()
    {
        var bytes = TorchFiles.SixFloats;
        Refused(Head().Add("a/data/0", [.. bytes, .. bytes], deflate: true, claimedBytes: 24).End(), "more than the 24 bytes");
        Refused(Head().Add("a/data/0", bytes[..20], deflate: true, claimedBytes: 24).End(), "does not inflate to the 24 bytes");
        Refused(Head().Add("a/data/0", [0xFF, .. new byte[23]], method: 8).End(), "does not inflate to the 24 bytes");
    }

    [Fact]
    public void A_zip_bomb_is_refused_before_memory_is_taken()
    {
        var zeros = new byte[64 << 20]; // 64 KB when deflated
        var pickle = TorchFiles.OneTensor(0, [16 << 20], [1], count: 16 << 20);
        var bomb = new ZipBytes().Add("a/data.pkl", pickle).Add("a/data/0", zeros, deflate: true).End();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Refused(bomb, "more than twice as large");

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    private static ZipBytes Head() => new ZipBytes().Add("a/data.pkl", Pickle);

    private static ZipBytes Sound() => Head().Add("a/data/0", TorchFiles.SixFloats);

    private void Refused(byte[] file, string why) => TorchFiles.Refused(_folder, file, Rules.BrokenWeights, why);
}
