using System.Buffers.Binary;
using System.Text;
using MlOps.Testing;

namespace MlOps.Training.Tests.Weights;

/// <summary>Builds safetensors files by hand.</summary>
internal static class SafetensorsBytes
{
    /// <summary>Writes a file whose header has the length that it claims.</summary>
    public static string Write(TemporaryFolder folder, string header, params byte[] data) => Write(folder, (ulong)Encoding.UTF8.GetByteCount(header), header, data);

    /// <summary>Writes a file with any claim.</summary>
    public static string Write(TemporaryFolder folder, ulong claimedLength, string header, params byte[] data)
    {
        var length = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, claimedLength);
        var path = folder.File("file.safetensors");
        File.WriteAllBytes(path, [.. length, .. Encoding.UTF8.GetBytes(header), .. data]);
        return path;
    }
}
