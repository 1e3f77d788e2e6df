namespace MlOps.Text.Readers;

/// <summary>Finds places within the text of one delimited row, for errors: lines counted from 0, columns from 1.</summary>
internal static class RecordPlace
{
    /// <summary>Where a field starts; the row's end when it has fewer fields.</summary>
    public static (int Line, int Column) OfField(string row, char delimiter, int field) => Walk(row, delimiter, field);

    /// <summary>Where the first field starts that has text after its closing quote, or no closing quote.</summary>
    public static (int Line, int Column) OfBadQuote(string row, char delimiter) => Walk(row, delimiter, int.MaxValue);

    private static (int Line, int Column) Walk(string row, char delimiter, int field)
    {
        var fields = 0;
        var place = 0;
        var text = row.AsSpan().TrimEnd("\r\n");
        while (fields < field && place < text.Length)
        {
            var end = EndOf(text, place, delimiter);
            if (end < 0)
            {
                break;
            }

            place = end + (end < text.Length ? 1 : 0);
            fields++;
        }

        var before = text[..place];
        return (before.Count('\n'), place - before.LastIndexOf('\n'));
    }

    // where a field ends; -1 when its quotes are wrong
    private static int EndOf(ReadOnlySpan<char> text, int start, char delimiter)
    {
        var place = start;
        if (text[start] == '"')
        {
            do
            {
                var length = text[(place + 1)..].IndexOf('"');
                if (length < 0)
                {
                    return -1;
                }

                place += length + 2;
            }
            while (place < text.Length && text[place] == '"');

            return place == text.Length || text[place] == delimiter ? place : -1;
        }

        var next = text[place..].IndexOf(delimiter);
        return next < 0 ? text.Length : place + next;
    }
}
