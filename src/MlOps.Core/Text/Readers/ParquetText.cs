using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Parquet.Schema;

namespace MlOps.Text.Readers;

/// <summary>The texts of Parquet's values, as the other forms of data write them: null is empty, lists and structs are JSON, times are ISO 8601.</summary>
internal static class ParquetText
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of a value.</summary>
    /// <param name="value">What the library gives; null where the row has none.</param>
    /// <param name="field">Its column.</param>
    public static string Of(object? value, Field field) => value switch
    {
        null => field is ListField ? "[]" : "",
        IDictionary or (IEnumerable and not (string or byte[])) => Json(value),
        DateTime date when field is DateTimeDataField { DateTimeFormat: DateTimeFormat.Date } => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Scalar(value),
    };

    private static string Scalar(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        ReadOnlyMemory<char> text => text.ToString(),
        ReadOnlyMemory<byte> bytes => Encoding.UTF8.GetString(bytes.Span),
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Json(object value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            Write(json, value);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case IDictionary map:
                json.WriteStartObject();
                foreach (DictionaryEntry entry in map)
                {
                    json.WritePropertyName(Scalar(entry.Key));
                    Write(json, entry.Value);
                }

                json.WriteEndObject();
                break;
            case IEnumerable list and not (string or byte[]):
                json.WriteStartArray();
                foreach (var item in list)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case sbyte or byte or short or ushort or int or uint or long or ulong or decimal:
                json.WriteRawValue(Scalar(value));
                break;
            case float or double when double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)):
                json.WriteRawValue(Scalar(value));
                break;
            default:
                json.WriteStringValue(Scalar(value));
                break;
        }
    }
}
