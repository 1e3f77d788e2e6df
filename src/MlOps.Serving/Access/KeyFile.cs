using System.Security.Cryptography;
using System.Text;
using MlOps.Diagnostics;

namespace MlOps.Serving.Access;

/// <summary>
/// A file of keys, a line each: <c>NAME SHA256 [MODEL,...]</c>. It holds hashes alone. Keys are 256 random bits, so that a plain hash of one
/// tells nothing of it: what slow hashes protect are words that people choose.
/// </summary>
public static class KeyFile
{
    private const int KeyBytes = 32;
    private const string Prefix = "mlops_"; // by which scanners for secrets know a key

    /// <summary>Makes a key.</summary>
    /// <param name="name">What the operator calls it; without white space.</param>
    /// <param name="models">The names that it may ask for; empty for all.</param>
    /// <returns>The key, which nobody can find out again, and what the file holds of it.</returns>
    public static (string Secret, ApiKey Key) Create(string name, IReadOnlyList<string> models)
    {
        var secret = Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        return (secret, new(name, Hash(secret), models));
    }

    /// <summary>SHA-256 of a key.</summary>
    /// <param name="secret">The key.</param>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>The line of a key.</summary>
    /// <param name="key">The key.</param>
    public static string LineOf(ApiKey key) => $"{key.Name} {Convert.ToHexStringLower(key.Sha256)} {string.Join(',', key.Models)}".TrimEnd();

    /// <summary>Reads a file. Empty lines and those that begin with <c>#</c> say nothing.</summary>
    /// <param name="path">Full path.</param>
    /// <exception cref="MlOpsException">MLOPS7002: a line is no key, or there is none.</exception>
    public static IReadOnlyList<ApiKey> Read(string path)
    {
        var location = new Location(path.Replace('\\', '/'));
        if (!File.Exists(path))
        {
            throw new MlOpsException(Rules.BadKeyFile, location, "the file of keys is not there; 'dotnet mlops serve-key' writes one");
        }

        ApiKey[] keys = [.. File.ReadLines(path)
            .Select((line, index) => (Text: line.Trim(), Number: index + 1))
            .Where(line => line.Text.Length > 0 && line.Text[0] != '#')
            .Select(line => Parse(line.Text) ?? throw new MlOpsException(
                Rules.BadKeyFile, location with { Line = line.Number }, "the line is no key; expected a name, 64 hexadecimal digits, and maybe the models that it is for"))];
        return keys.Length > 0 ? keys : throw new MlOpsException(Rules.BadKeyFile, location, "the file holds no key, so that nobody could ask");
    }

    private static ApiKey? Parse(string line)
    {
        var parts = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return parts.Length is 2 or 3 && parts[1].Length == 2 * SHA256.HashSizeInBytes && parts[1].All(char.IsAsciiHexDigit)
            ? new(parts[0], Convert.FromHexString(parts[1]), parts.Length == 3 ? parts[2].Split(',') : [])
            : null;
    }
}
