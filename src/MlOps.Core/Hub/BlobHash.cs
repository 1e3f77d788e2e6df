using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MlOps.Hub;

/// <summary>The hashes by which the hub names contents: SHA-256 of a large file, git's SHA-1 of a small one.</summary>
internal static class BlobHash
{
    private const int Sha256Digits = 64;
    private const int GitDigits = 40;

    /// <summary>True for a text that names a content.</summary>
    /// <param name="etag">What the hub gave.</param>
    public static bool IsKnown(string etag) => etag.Length is Sha256Digits or GitDigits && etag.All(char.IsAsciiHexDigitLower);

    /// <summary>True when a file has the content that a name stands for.</summary>
    /// <param name="path">The file.</param>
    /// <param name="etag">Its name.</param>
    public static bool Holds(string path, string etag)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        return Convert.ToHexStringLower(etag.Length == Sha256Digits ? SHA256.HashData(stream) : GitHash(stream)) == etag;
    }

    // git hashes a blob with its size before it; the hash names content here and keeps no secret
    private static byte[] GitHash(FileStream stream)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {stream.Length}\0")));
        var buffer = new byte[1 << 16];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
        }

        return hash.GetHashAndReset();
    }
}
