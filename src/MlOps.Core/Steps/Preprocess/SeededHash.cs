using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MlOps.Steps.Preprocess;

/// <summary>
/// 128 bits of a text that look like chance and depend on the seed. Texts are told apart by them, and every choice among rows
/// follows their order, so that the order of the rows in the file plays no part.
/// </summary>
/// <param name="seed">The pipeline's seed.</param>
internal sealed class SeededHash(int seed)
{
    /// <summary>The hash of a text.</summary>
    public (ulong High, ulong Low) Of(string text)
    {
        var bytes = new byte[sizeof(int) + Encoding.UTF8.GetByteCount(text)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, seed);
        _ = Encoding.UTF8.GetBytes(text, bytes.AsSpan(sizeof(int)));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _ = SHA256.HashData(bytes, hash);
        return (BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[8..]));
    }
}
