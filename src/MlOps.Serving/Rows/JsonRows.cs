using System.Text.Json;

namespace MlOps.Serving.Rows;

/// <summary>Reads rows out of JSON. Every method begins with the reader at the value's first token and ends with it at the last.</summary>
internal static class JsonRows
{
    /// <summary>Runs a reader over a whole body, and tells the client of JSON that is broken.</summary>
    /// <param name="body">UTF-8.</param>
    /// <param name="read">Reads the body; the reader stands at the first token.</param>
    /// <exception cref="ProblemException">The body is no JSON.</exception>
    public static T Read<T>(ReadOnlySpan<byte> body, JsonBody<T> read)
    {
        try
        {
            var reader = new Utf8JsonReader(WithoutMark(body));
            _ = reader.Read();
            var result = read(ref reader);
            _ = reader.Read(); // nothing but white space may follow
            return result;
        }
        catch (JsonException e)
        {
            throw Problem.BadRequest(FormattableString.Invariant($"the body is no JSON: it breaks in line {e.LineNumber + 1} at byte {e.BytePositionInLine + 1}")).Exception();
        }
        catch (InvalidOperationException)
        {
            // the reader's word for text in JSON that is not UTF-8, or that holds half of a surrogate pair
            throw Problem.BadRequest("a text in the JSON is not UTF-8; expected Unicode without lone surrogates").Exception();
        }
    }

    /// <summary>Reads a list of rows.</summary>
    /// <param name="reader">At the list.</param>
    /// <param name="rows">Receives them.</param>
    /// <param name="what">What the list is called, for messages.</param>
    public static void ReadList(ref Utf8JsonReader reader, RequestRows rows, string what)
    {
        Require(reader, JsonTokenType.StartArray, $"{what} must be a list of rows");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            ReadRow(ref reader, rows);
        }
    }

    /// <summary>Reads a row: an object by column, a list in the order of the model's columns, or the value of its first column.</summary>
    /// <param name="reader">At the row.</param>
    /// <param name="rows">Receives it.</param>
    public static void ReadRow(ref Utf8JsonReader reader, RequestRows rows)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                ReadObject(ref reader, rows);
                break;
            case JsonTokenType.StartArray when rows.Form.ReadsWords && IsListOfTexts(reader):
                rows.Add(ReadCell(ref reader, rows));
                break;
            case JsonTokenType.StartArray:
                ReadPositions(ref reader, rows, null);
                break;
            default:
                rows.Add(ReadCell(ref reader, rows));
                break;
        }
    }

    /// <summary>Reads a row that is an object: its columns by name, others passed over.</summary>
    /// <param name="reader">At the object.</param>
    /// <param name="rows">Receives it.</param>
    public static void ReadObject(ref Utf8JsonReader reader, RequestRows rows)
    {
        Require(reader, JsonTokenType.StartObject, $"row {rows.Number} must be an object by column");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            ReadColumn(ref reader, rows, PlaceOf(reader, rows.Form));
        }

        rows.End();
    }

    /// <summary>Reads a row that is a list.</summary>
    /// <param name="reader">At the list.</param>
    /// <param name="rows">Receives it.</param>
    /// <param name="places">For each cell the place of its column among the model's, -1 for others; null where the cells are the model's columns in order.</param>
    public static void ReadPositions(ref Utf8JsonReader reader, RequestRows rows, IReadOnlyList<int>? places)
    {
        Require(reader, JsonTokenType.StartArray, $"row {rows.Number} must be a list, one value a column");
        var expected = places?.Count ?? rows.Form.Columns.Count;
        var cell = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; cell++)
        {
            if (cell < expected && (places?[cell] ?? cell) is var place and >= 0)
            {
                rows.Set(place, ReadCell(ref reader, rows));
            }
            else
            {
                reader.Skip();
            }
        }

        if (cell != expected)
        {
            throw Problem.BadRequest($"row {rows.Number} has {cell} values; expected {expected}, one a column").Exception();
        }

        rows.End();
    }

    /// <summary>The place of the column that a property names, among the model's; -1 for another.</summary>
    /// <param name="reader">At the property's name.</param>
    /// <param name="form">What the model reads.</param>
    public static int PlaceOf(in Utf8JsonReader reader, RowForm form)
    {
        for (var place = 0; place < form.Columns.Count; place++)
        {
            if (reader.ValueTextEquals(form.Columns[place]))
            {
                return place;
            }
        }

        return -1;
    }

    /// <summary>Reads a cell: a text, or a list of words.</summary>
    /// <param name="reader">At the value.</param>
    /// <param name="rows">Knows the row.</param>
    public static RowCell ReadCell(ref Utf8JsonReader reader, RequestRows rows)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return new() { Text = reader.GetString() };
            case JsonTokenType.StartArray when rows.Form.ReadsWords:
                var words = new List<string>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    Require(reader, JsonTokenType.String, $"the words of row {rows.Number} must be texts");
                    words.Add(reader.GetString()!);
                    rows.Form.RequireRoomForWords(words.Count, rows.Number);
                }

                return new() { Words = words };
            case JsonTokenType.Null:
                return default;
            default:
                throw Problem.BadRequest($"a value of row {rows.Number} is {NameOf(reader.TokenType)}; expected a text").Exception();
        }
    }

    /// <summary>Ends the request when the reader does not stand where it should.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="expected">The token.</param>
    /// <param name="rule">What must be, for the message.</param>
    public static void Require(in Utf8JsonReader reader, JsonTokenType expected, string rule)
    {
        if (reader.TokenType != expected)
        {
            throw Problem.BadRequest($"{rule}; found {NameOf(reader.TokenType)}").Exception();
        }
    }

    /// <summary>A token in words.</summary>
    /// <param name="token">The token.</param>
    public static string NameOf(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a truth value",
        _ => "nothing",
    };

    private static void ReadColumn(ref Utf8JsonReader reader, RequestRows rows, int place)
    {
        _ = reader.Read();
        if (place < 0)
        {
            reader.Skip();
        }
        else
        {
            rows.Set(place, ReadCell(ref reader, rows));
        }
    }

    // the reader is a copy: the caller's stays where it is
    private static bool IsListOfTexts(Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.String;

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> body) => body.StartsWith("\uFEFF"u8) ? body[3..] : body;
}
