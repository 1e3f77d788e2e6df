using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace MlOps.Serving.Rows;

/// <summary>Reads rows of CSV whose first line names the columns.</summary>
internal static class CsvRows
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a whole body.</summary>
    /// <param name="body">UTF-8.</param>
    /// <param name="rows">Receives the rows.</param>
    /// <returns>The header, then each row's cells, for answers that keep them.</returns>
    /// <exception cref="ProblemException">The body is no CSV, or lacks a column that the model reads.</exception>
    public static IReadOnlyList<string[]> Read(ReadOnlySpan<byte> body, RequestRows rows)
    {
        try
        {
            using var parser = new CsvParser(new StringReader(StrictUtf8.GetString(body)), Settings());
            if (!parser.Read())
            {
                throw Problem.BadRequest("the CSV is empty; expected a first line that names the columns").Exception();
            }

            List<string[]> all = [parser.Record!];
            all[0][0] = all[0][0].TrimStart('\uFEFF');
            int[] places = [.. all[0].Select(rows.Form.PlaceOf)];
            while (parser.Read())
            {
                all.Add(parser.Record!);
                Add(all[^1], places, rows);
            }

            return all;
        }
        catch (DecoderFallbackException)
        {
            throw Problem.BadRequest("the CSV is not UTF-8").Exception();
        }
        catch (BadDataException)
        {
            throw Problem.BadRequest("a quoted field of the CSV is not closed, or text follows its closing quote").Exception();
        }
    }

    private static void Add(string[] values, int[] places, RequestRows rows)
    {
        if (values.Length != places.Length)
        {
            throw Problem.BadRequest($"row {rows.Number} has {values.Length} fields; expected {places.Length}, as in the first line").Exception();
        }

        for (var column = 0; column < places.Length; column++)
        {
            rows.Set(places[column], new() { Text = values[column] });
        }

        rows.End();
    }

    private static CsvConfiguration Settings() => new(CultureInfo.InvariantCulture)
    {
        BadDataFound = found =>
        {
            // a quote inside of a field that does not start with one is a character like any other
            if (found.Field.StartsWith('"'))
            {
                throw new BadDataException(found.Field, found.RawRecord, found.Context);
            }
        },
    };
}
