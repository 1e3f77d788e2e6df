using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using MlOps.Diagnostics;

namespace MlOps.Text.Readers;

/// <summary>
/// Reads .csv and .tsv: the first line names the columns; a field that starts with a quote ends with one, may hold line ends, and doubles its quotes.
/// </summary>
internal sealed class DelimitedReader(string path, string shown, char delimiter) : RowReader(path, shown)
{
    // a quote that is never closed would take the rest of the file
    private const int LongestField = 1 << 24;

    public override IEnumerable<RawRow> Read()
    {
        using var text = Guarded(() => TextFile.Open(FullPath));
        using var parser = new CsvParser(text, Settings());
        var header = ReadHeader(parser);
        for (long number = 1; ReadRecord(parser) is { } values; number++)
        {
            if (values.Length != header.Length)
            {
                var place = PlaceOf(parser, values, RecordPlace.OfField(parser.RawRecord, delimiter, header.Length));
                throw Bad(place, Invariant($"the row has {values.Length} fields; expected {header.Length}, as in the first line"));
            }

            yield return new(number, new(Shown, FirstLine(parser, values)), header, values);
        }
    }

    public override IReadOnlyList<string> ReadColumns()
    {
        using var text = Guarded(() => TextFile.Open(FullPath));
        using var parser = new CsvParser(text, Settings());
        return ReadHeader(parser);
    }

    private string[] ReadHeader(CsvParser parser)
    {
        var header = ReadRecord(parser) ?? throw Bad(new(Shown), "the file is empty; expected a first line that names the columns");
        for (var i = 0; i < header.Length; i++)
        {
            if (header[i].Length == 0 || Array.IndexOf(header, header[i]) < i)
            {
                var found = header[i].Length == 0 ? "has no name" : $"is named '{header[i]}' as one before it";
                var place = PlaceOf(parser, header, RecordPlace.OfField(parser.RawRecord, delimiter, i));
                throw Bad(place, Invariant($"column {i + 1} {found}; expected a first line that names every column once"));
            }
        }

        return header;
    }

    private string[]? ReadRecord(CsvParser parser)
    {
        try
        {
            return Guarded(() => parser.Read() ? parser.Record : null);
        }
        catch (BadDataException wrong)
        {
            var row = parser.RawRecord.AsSpan();
            var place = RecordPlace.OfBadQuote(parser.RawRecord, delimiter);

            // in a field that is not closed, the last line end is one of the field's
            var lines = (row.Count('"') % 2 == 0 ? row.TrimEnd("\r\n") : row).Count('\n');
            throw Bad(
                new(Shown, parser.RawRow - lines + place.Line, place.Column),
                "a quoted field is not closed, or text follows its closing quote; expected \"\" for a quote inside of it",
                wrong);
        }
        catch (MaxFieldSizeException tooLong)
        {
            throw Bad(new(Shown, parser.RawRow), Invariant($"a field holds more than {LongestField} characters; probably a quote is not closed"), tooLong);
        }
    }

    private CsvConfiguration Settings() => new(CultureInfo.InvariantCulture)
    {
        Delimiter = delimiter.ToString(),
        MaxFieldSize = LongestField,
        BadDataFound = found =>
        {
            // a quote inside of a field that does not start with one is a character like any other
            if (found.Field.StartsWith('"'))
            {
                throw new BadDataException(found.Field, found.RawRecord, found.Context);
            }
        },
    };

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

    // CsvHelper counts the line in which a row ends
    private static int FirstLine(CsvParser parser, string[] values)
    {
        var lines = 0;
        foreach (var value in values)
        {
            lines += value.AsSpan().Count('\n');
        }

        return parser.RawRow - lines;
    }

    private Location PlaceOf(CsvParser parser, string[] values, (int Line, int Column) place) =>
        new(Shown, FirstLine(parser, values) + place.Line, place.Column);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
