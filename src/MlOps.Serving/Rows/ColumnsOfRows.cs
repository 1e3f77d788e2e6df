using System.Text.Json;

namespace MlOps.Serving.Rows;

/// <summary>Reads an object of columns, each a list with a value a row, or one value.</summary>
internal static class ColumnsOfRows
{
    /// <summary>Reads the object.</summary>
    /// <param name="reader">At the object; at its end afterwards.</param>
    /// <param name="rows">Receives the rows.</param>
    /// <exception cref="ProblemException">The columns have different lengths, or one is absent.</exception>
    public static void Read(ref Utf8JsonReader reader, RequestRows rows)
    {
        var columns = new List<RowCell>?[rows.Form.Columns.Count];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var place = JsonRows.PlaceOf(reader, rows.Form);
            _ = reader.Read();
            if (place < 0)
            {
                reader.Skip();
            }
            else
            {
                columns[place] = ReadColumn(ref reader, rows);
            }
        }

        var count = columns.Max(column => column?.Count ?? 0);
        for (var row = 0; row < count; row++)
        {
            for (var place = 0; place < columns.Length; place++)
            {
                rows.Set(place, columns[place] is { } column && row < column.Count ? column[row] : default);
            }

            rows.End();
        }

        if (count == 0)
        {
            throw Problem.BadRequest($"the columns hold no rows; expected {string.Join(" and ", rows.Form.Columns)}").Exception();
        }
    }

    private static List<RowCell> ReadColumn(ref Utf8JsonReader reader, RequestRows rows)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return [JsonRows.ReadCell(ref reader, rows)];
        }

        var cells = new List<RowCell>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            rows.RequireRoom(cells.Count);
            cells.Add(JsonRows.ReadCell(ref reader, rows));
        }

        return cells;
    }
}
