using MlOps.Diagnostics;
using MlOps.Testing;
using MlOps.Training.Weights.PyTorch;

namespace MlOps.Training.Tests.Weights.PyTorch;

/// <summary>Files as torch.save writes them, made by hand or kept in <c>cases</c> (made there by <c>make.py</c>).</summary>
internal static class TorchFiles
{
    /// <summary>The one storage of files made by hand: the floats 0 to 5.</summary>
    public static byte[] SixFloats { get; } = [.. Enumerable.Range(0, 6).SelectMany(i => BitConverter.GetBytes((float)i))];

    /// <summary>The files that the real torch.save wrote.</summary>
    public static string Case(string name) => Path.Combine(Repository.Top, "tests", "MlOps.Training.Tests", "Weights", "PyTorch", "cases", name);

    /// <summary>A dict with one item, the tensor <c>w</c> of six floats.</summary>
    public static byte[] OneTensor(long offset = 0, long[]? size = null, long[]? stride = null, string type = "FloatStorage", string key = "0", long count = 6) =>
        new PickleBytes().Op('}').Text("w").Tensor(type, key, count, offset, size ?? [2, 3], stride ?? [3, 1]).Op('s').End();

    /// <summary>A zip archive of a pickle and the storage 0.</summary>
    public static byte[] Zip(byte[] pickle, byte[]? storage = null) =>
        new ZipBytes().Add("archive/data.pkl", pickle).Add("archive/data/0", storage ?? SixFloats).End();

    /// <summary>A file of the form before PyTorch 1.6.</summary>
    public static byte[] Legacy(byte[] pickle, bool littleEndian = true, string key = "0", long count = 6, byte[]? storage = null) =>
    [
        .. new PickleBytes().Raw(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19).End(),
        .. new PickleBytes().Whole(1001).End(),
        .. new PickleBytes().Op('}').Text("little_endian").Raw(littleEndian ? (byte)0x88 : (byte)0x89).Op('s').End(),
        .. pickle,
        .. new PickleBytes().Op(']').Text(key).Op('a').End(),
        .. BitConverter.GetBytes(count),
        .. storage ?? SixFloats,
    ];

    /// <summary>Reads every number of a file; what is returned is the tensors' names and floats.</summary>
    public static IReadOnlyDictionary<string, float[]> Read(TemporaryFolder folder, byte[] file)
    {
        var path = folder.File("weights.bin");
        File.WriteAllBytes(path, file);
        using var reader = new PyTorchReader(path, "base/weights.bin");
        return reader.Tensors.ToDictionary(tensor => tensor.Name, reader.ReadFloats, StringComparer.Ordinal);
    }

    /// <summary>A file that must be refused for a reason.</summary>
    public static void Refused(TemporaryFolder folder, byte[] file, Rule rule, string why)
    {
        var refusal = Assert.Throws<MlOpsException>(() => Read(folder, file));
        Assert.Equal(rule, refusal.Diagnostic.Rule);
        Assert.Equal("base/weights.bin", refusal.Diagnostic.Location.File);
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
    }
}
