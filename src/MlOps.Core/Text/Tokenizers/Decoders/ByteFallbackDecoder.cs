using System.Globalization;
using System.Text;

namespace MlOps.Text.Tokenizers.Decoders;

/// <summary>Reads neighbouring tokens <c>&lt;0x00&gt;</c> to <c>&lt;0xFF&gt;</c> as UTF-8; where they are none, each becomes U+FFFD.</summary>
internal sealed class ByteFallbackDecoder : Decoder
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public override IReadOnlyList<string> Decode(IReadOnlyList<string> tokens)
    {
        var texts = new List<string>(tokens.Count);
        var bytes = new List<byte>();
        foreach (var token in tokens)
        {
            if (ByteOf(token) is { } value)
            {
                bytes.Add(value);
            }
            else
            {
                AddBytes(bytes, texts);
                texts.Add(token);
            }
        }

        AddBytes(bytes, texts);
        return texts;
    }

    private static byte? ByteOf(string token) =>
        token is ['<', '0', 'x', _, _, '>'] && byte.TryParse(token.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static void AddBytes(List<byte> bytes, List<string> into)
    {
        if (bytes.Count == 0)
        {
            return;
        }

        try
        {
            into.Add(Strict.GetString([.. bytes]));
        }
        catch (DecoderFallbackException)
        {
            into.AddRange(Enumerable.Repeat("\ufffd", bytes.Count));
        }

        bytes.Clear();
    }
}
