using System.Text;

namespace MlOps.Text.Tokenizers.Decoders;

/// <summary>Reads the characters of the <see cref="ByteMap"/> as bytes of UTF-8; what is no UTF-8 becomes U+FFFD.</summary>
internal sealed class ByteLevelDecoder : Decoder
{
    public override IReadOnlyList<string> Decode(IReadOnlyList<string> tokens)
    {
        var bytes = new List<byte>();
        foreach (var token in tokens)
        {
            // a token that was added may hold other characters: it is taken as it is
            bytes.AddRange(token.All(character => ByteMap.ByteOf(character) is not null)
                ? token.Select(character => ByteMap.ByteOf(character)!.Value)
                : Encoding.UTF8.GetBytes(token));
        }

        return [Encoding.UTF8.GetString([.. bytes])];
    }
}
