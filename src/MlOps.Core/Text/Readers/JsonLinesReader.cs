using System.Text;
using System.Text.Json;
using MlOps.Diagnostics;

namespace MlOps.Text.Readers;

/// <summary>Reads .jsonl: one object a line; empty lines are passed over.</summary>
internal sealed class JsonLinesReader(string path, string shown) : RowReader(path, shown)
{
    public override IEnumerable<RawRow> Read()
    {
        using var text = Guarded(() => TextFile.Open(FullPath));
        var (line, number) = (0, 0L);
        var bytes = Array.Empty<byte>();
        while (Guarded(text.ReadLine) is { } json)
        {
            line++;
            if (!string.IsNullOrWhiteSpace(json))
            {
                yield return ReadRow(json, ref bytes, line, ++number);
            }
        }
    }

    private RawRow ReadRow(string json, ref byte[] bytes, int line, long number)
    {
        if (bytes.Length < Encoding.UTF8.GetMaxByteCount(json.Length))
        {
            bytes = new byte[Encoding.UTF8.GetMaxByteCount(json.Length) * 2];
        }

        var row = bytes.AsSpan(0, Encoding.UTF8.GetBytes(json, bytes));
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
            return new(number, new(Shown, line), names, values);
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
        return Bad(new(Shown, line, column), $"{found}; expected one JSON object a line", inner);
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

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is DecoderFallbackException or InvalidDataException)
        {
            throw TextFile.Explain(failure, FullPath, Shown);
        }
    }
}
