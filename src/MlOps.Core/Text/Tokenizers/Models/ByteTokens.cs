using System.Globalization;
using System.Text;

namespace MlOps.Text.Tokenizers.Models;

/// <summary>The tokens <c>&lt;0x00&gt;</c> to <c>&lt;0xFF&gt;</c>, which stand for the bytes of a character that has no token.</summary>
/// <param name="vocabulary">Index by token.</param>
internal sealed class ByteTokens(IReadOnlyDictionary<string, int> vocabulary)
{
    private readonly int?[] _ids =
    [
        .. Enumerable.Range(0, 256).Select(value => vocabulary.TryGetValue(string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>"), out var id) ? id : (int?)null),
    ];

    /// <summary>The tokens of the UTF-8 bytes of a text.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="ids">One index a byte.</param>
    /// <returns>False where one of the bytes has no token.</returns>
    public bool TryEncode(ReadOnlySpan<char> text, out int[] ids)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        _ = Encoding.UTF8.GetBytes(text, bytes);
        ids = new int[bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            if (_ids[bytes[i]] is not { } id)
            {
                return false;
            }

            ids[i] = id;
        }

        return true;
    }
}
