using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MlOps.Requests;

/// <summary>Gives a key a place from 0 to 1 that looks drawn by chance and is the same everywhere and always.</summary>
public static class HashShare
{
    /// <summary>The place: of many keys a share of x lies below x.</summary>
    /// <param name="salt">Keys have other places under another salt.</param>
    /// <param name="key">For example the id of a request or a user.</param>
    /// <returns>0 or more, less than 1.</returns>
    public static double Of(string salt, string key)
    {
        // the length keeps ("a", "bc") and ("ab", "c") apart
        var text = Encoding.UTF8.GetBytes($"{salt.Length}:{salt}{key}");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _ = SHA256.HashData(text, hash);
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) * (1.0 / (1UL << 53)); // as many bits as a double holds
    }
}
