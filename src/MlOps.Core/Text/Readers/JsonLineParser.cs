using System.Text;
using System.Text.Json;
using MlOps.Diagnostics;

namespace MlOps.Text.Readers;

/// <summary>Reads rows out of lines that hold a JSON object each.</summary>
/// <param name="shown">Where the lines come from, as the user names it.</param>
public sealed class JsonLineParser(string shown)
{
    private byte[] _bytes = [];

    /// <summary>Reads a line.</summary>
    /// <param name="json">The line, without its end.</param>
    /// <param name="line">Counted from 1.</param>
    /// <param name="number">The row's number.</param>
    /// <exception cref="MlOpsException">MLOPS2005, with line and column.</exception>
    public RawRow Parse(string json, int line, long number)
    {
        if (_bytes.Length < Encoding.UTF8.GetMaxByteCount(json.Length))
        {
            _bytes = new byte[Encoding.UTF8.GetMaxByteCount(json.Length) * 2];
        }

        var row = _bytes.AsSpan(0, Encoding.UTF8.GetBytes(json, _bytes));
        var names = new List<string>();
        var values = new List<string>();
        var reader = new Utf8JsonReader(row);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                throw Wrong("the line is not an object", row, 0, line);
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                if (names.Contains(name))
                {
                    throw Wrong($"the key '{name}' stands twice", row, reader.TokenStartIndex, line);
                }

                _ = reader.Read();
                names.Add(name);
                values.Add(ReadValue(ref reader, row));
            }

            // nothing may follow the object
            _ = reader.Read();
            return new(number, new(shown, line), names, values);
        }
        catch (JsonException notJson)
        {
            throw Wrong("the line is not valid JSON", row, notJson.BytePositionInLine ?? 0, line, notJson);
        }
        catch (InvalidOperationException loneSurrogate)
        {
            throw Wrong("the text holds half a character (a lone surrogate)", row, reader.TokenStartIndex, line, loneSurrogate);
        }
    }

    private MlOpsException Wrong(string found, ReadOnlySpan<byte> row, long place, int line, Exception? inner = null)
    {
        var column = Encoding.UTF8.GetCharCount(row[..(int)Math.Min(place, row.Length)]) + 1;
        return new(Rules.BadData, new(shown, line, column), $"{found}; expected one JSON object a line", inner);
    }

    private static string ReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> row)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString()!;
            case JsonTokenType.Null:
                return "";
            default:
                // numbers as they are written; true, false; lists and objects as JSON
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                return Encoding.UTF8.GetString(row[start..(int)reader.BytesConsumed]);
        }
    }
}
