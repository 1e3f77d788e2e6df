using System.Globalization;
using MlOps.Files;

namespace MlOps.Planning;

/// <summary>What a step's output depends on, and the hash of it: the same fingerprint, the same output.</summary>
/// <param name="Sha256">64 hexadecimal digits.</param>
/// <param name="Parts">What was hashed.</param>
public sealed record Fingerprint(string Sha256, IReadOnlyList<FingerprintPart> Parts)
{
    /// <summary>Hashes the parts. Lengths stand before the texts, so that no two lists of parts run together to the same bytes.</summary>
    /// <param name="parts">The parts, in an order that is the same in every run.</param>
    public static Fingerprint Of(IReadOnlyList<FingerprintPart> parts) => new(
        ContentHash.OfText(string.Concat(parts.Select(part =>
            string.Create(CultureInfo.InvariantCulture, $"{part.Name.Length}:{part.Name}{part.Value.Length}:{part.Value}")))),
        parts);
}
