using System.Text;
using MlOps.Diagnostics;
using MlOps.Testing;
using MlOps.Training.Weights;

namespace MlOps.Training.Tests.Weights;

public sealed class SafetensorsReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Double_half_and_brain_floats_are_read_as_single()
    {
        // 1.5 and -2: 0x3FC00000 and 0xC0000000; as half 0x3E00 and 0xC000; bfloat16 is the upper half of a single
        const string Header = """
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},
             "b":{"dtype":"F16","shape":[2],"data_offsets":[8,12]},
             "c":{"dtype":"BF16","shape":[2],"data_offsets":[12,16]},
             "d":{"dtype":"F64","shape":[2],"data_offsets":[16,32]}}
            """;
        byte[] data =
        [
            0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0, 0, 0x3E, 0, 0xC0, 0xC0, 0x3F, 0, 0xC0,
            .. BitConverter.GetBytes(1.5), .. BitConverter.GetBytes(-2.0),
        ];
        using var reader = Open(SafetensorsBytes.Write(_folder, Header, data));

        Assert.Equal(["a", "b", "c", "d"], reader.Tensors.Select(tensor => tensor.Name));
        Assert.All(reader.Tensors, tensor => Assert.Equal([1.5f, -2f], reader.ReadFloats(tensor)));
    }

    [Fact]
    public void Whole_numbers_of_every_width_and_notes_are_read()
    {
        const string Header = """
            {"__metadata__":{"format":"pt"},
             "a":{"dtype":"I64","shape":[1,2],"data_offsets":[0,16]},
             "b":{"dtype":"I32","shape":[2],"data_offsets":[16,24]},
             "c":{"dtype":"I16","shape":[2],"data_offsets":[24,28]},
             "d":{"dtype":"I8","shape":[2],"data_offsets":[28,30]},
             "e":{"dtype":"U8","shape":[2],"data_offsets":[30,32]},
             "f":{"dtype":"BOOL","shape":[2],"data_offsets":[32,34]}}
            """;
        byte[] data =
        [
            .. BitConverter.GetBytes(7L), .. BitConverter.GetBytes(-2L), .. BitConverter.GetBytes(7), .. BitConverter.GetBytes(-2),
            .. BitConverter.GetBytes((short)7), .. BitConverter.GetBytes((short)-2), 7, 0xFE, 7, 0xFE, 1, 0,
        ];
        using var reader = Open(SafetensorsBytes.Write(_folder, Header, data));

        Assert.All(reader.Tensors.Take(4), tensor => Assert.Equal([7, -2], reader.ReadWholes(tensor)));
        Assert.Equal([7, 254], reader.ReadWholes(reader.Find("e")!));
        Assert.Equal([1, 0], reader.ReadWholes(reader.Find("f")!));
        Assert.Equal("pt", reader.Metadata["format"]);
    }

    [Fact]
    public void Whole_numbers_are_no_weights_and_weights_no_whole_numbers()
    {
        const string Header = """{"a":{"dtype":"I8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"F16","shape":[1],"data_offsets":[1,3]}}""";
        using var reader = Open(SafetensorsBytes.Write(_folder, Header, new byte[3]));

        var whole = Assert.Throws<MlOpsException>(() => reader.ReadFloats(reader.Find("a")!));
        Assert.Contains("'a' holds whole numbers (I8)", whole.Message, StringComparison.Ordinal);
        var floats = Assert.Throws<MlOpsException>(() => reader.ReadWholes(reader.Find("b")!));
        Assert.Contains("'b' holds floating-point numbers (F16)", floats.Message, StringComparison.Ordinal);
        Assert.Equal(Rules.IncompatibleBase, floats.Diagnostic.Rule);
    }

    [Fact]
    public void A_tensor_longer_than_one_piece_of_the_reading_is_read_whole()
    {
        // 40,000 half floats are 80,000 bytes; 0x3C00 is 1
        var data = new byte[80_000];
        data[65_537] = 0x3C;
        data[79_999] = 0x3C;
        using var reader = Open(SafetensorsBytes.Write(_folder, """{"a":{"dtype":"F16","shape":[200,200],"data_offsets":[0,80000]}}""", data));

        var values = reader.ReadFloats(reader.Tensors[0]);

        Assert.Equal([32_768, 39_999], Enumerable.Range(0, values.Length).Where(i => values[i] == 1));
        Assert.Equal(2, values.Sum());
    }

    [Theory]
    [InlineData("""[]""", "not a JSON object")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}""", "not JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[0],"data_offsets":[4,4]}}""", "not JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", "lacks a dtype, a shape or two data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", "lacks a dtype, a shape or two data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", "lacks a dtype, a shape or two data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", "lacks a dtype, a shape or two data_offsets")]
    [InlineData("""{"a":4}""", "lacks a dtype, a shape or two data_offsets")]
    [InlineData("""{"a":{"dtype":"I4","shape":[1],"data_offsets":[0,4]}}""", "stored as I4")]
    [InlineData("""{"a":{"dtype":"0","shape":[1],"data_offsets":[0,4]}}""", "stored as 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", "claims the bytes 4 to 0 of 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "claims the bytes 0 to 8 of 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "which its shape [2] of F32 does not take")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387905],"data_offsets":[0,4]}}""", "does not take")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}}""", "does not take")]
    [InlineData("""{"a":{"dtype":"F16","shape":[1],"data_offsets":[0,2]},"b":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}}""", "ends at 2")]
    [InlineData("""{"a":{"dtype":"F16","shape":[1],"data_offsets":[2,4]}}""", "begins at byte 2")]
    [InlineData("""{"a":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}}""", "end at byte 2 of 4")]
    [InlineData("""{"__metadata__":{"format":1},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "not a mapping of texts")]
    public void A_header_that_lies_is_refused(string header, string why) => Refused(SafetensorsBytes.Write(_folder, header, new byte[4]), why);

    [Theory]
    [InlineData(3UL)]
    [InlineData(4_194_305UL)]
    [InlineData(0x7FFF_FFFF_FFFF_FFFFUL)]
    [InlineData(ulong.MaxValue)]
    public void A_header_that_claims_more_bytes_than_there_are_is_refused_before_memory_is_taken(ulong claimed)
    {
        var path = SafetensorsBytes.Write(_folder, claimed, "{}");
        var before = GC.GetAllocatedBytesForCurrentThread();

        Refused(path, $"claims {claimed} bytes in a file of 10");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void The_largest_header_takes_no_more_memory_than_twice_the_file_and_64_megabytes()
    {
        var header = new StringBuilder("{");
        for (var i = 0; header.Length < (4 << 20) - 100; i++)
        {
            _ = header.Append(i == 0 ? "" : ",").Append('"').Append(i).Append("\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}");
        }

        var path = SafetensorsBytes.Write(_folder, header.Append('}').ToString());
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        using var reader = Open(path);

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: false) - before, 0, (2 * new FileInfo(path).Length) + (64 << 20));
        Assert.InRange(reader.Tensors.Count, 50_000, 100_000);
    }

    [Fact]
    public void A_file_too_short_for_a_header_is_refused()
    {
        var path = _folder.Write("file.safetensors", "short");
        Refused(path, "it has 5 bytes");
    }

    [Fact]
    public void A_damaged_header_is_refused_or_read_but_never_crashes()
    {
        const string Header = """{"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"b":{"dtype":"F16","shape":[2],"data_offsets":[24,28]}}""";
        var sound = Encoding.UTF8.GetBytes(Header);
        var random = new Random(3);
        for (var round = 0; round < 500; round++)
        {
            var damaged = (byte[])sound.Clone();
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            var path = _folder.File($"{round}.safetensors");
            File.WriteAllBytes(path, [(byte)damaged.Length, 0, 0, 0, 0, 0, 0, 0, .. damaged, .. new byte[28]]);
            try
            {
                using var reader = Open(path);
                Assert.Equal(8, reader.Tensors.Sum(tensor => reader.ReadFloats(tensor).Length));
            }
            catch (MlOpsException refusal)
            {
                Assert.Equal(Rules.BrokenWeights, refusal.Diagnostic.Rule);
            }
        }
    }

    private static SafetensorsReader Open(string path) => new(path, "base/model.safetensors");

    private static void Refused(string path, string why)
    {
        var refusal = Assert.Throws<MlOpsException>(() => Open(path));
        Assert.Equal(Rules.BrokenWeights, refusal.Diagnostic.Rule);
        Assert.Equal("base/model.safetensors", refusal.Diagnostic.Location.File);
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
    }
}
