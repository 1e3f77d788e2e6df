using System.Text.Json;
using MlOps.Diagnostics;
using MlOps.Steps.Preprocess;

namespace MlOps.Text.Readers;

/// <summary>Reads lists of words out of a column: a JSON list of texts, or words with spaces between them.</summary>
public static class WordList
{
    /// <summary>The words of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <exception cref="MlOpsException">MLOPS2004: the row has no such column. MLOPS2005: it is no list of texts.</exception>
    public static IReadOnlyList<string> Read(RawRow row, string column)
    {
        var value = row[column] ?? throw new MlOpsException(Rules.UnknownColumn, row.Location, $"the row has no column '{column}'{Spelling.Hint(column, row.Names)}");
        return value.StartsWith('[') ? ReadJson(value, column, row.Location, "words with spaces between them") : value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The texts of a JSON list.</summary>
    /// <param name="value">The list; empty for none.</param>
    /// <param name="column">Its column, for errors.</param>
    /// <param name="location">Its row, for errors.</param>
    /// <param name="otherwise">What may stand instead, for errors.</param>
    /// <exception cref="MlOpsException">MLOPS2005: it is no list of texts.</exception>
    internal static string[] ReadJson(string value, string column, Location location, string otherwise)
    {
        try
        {
            return JsonSerializer.Deserialize(value.Length == 0 ? "[]" : value, LabelListJson.Default.StringArray) ?? [];
        }
        catch (JsonException notList)
        {
            throw new MlOpsException(Rules.BadData, location, $"column '{column}' holds '{value}'; expected a JSON list of texts, or {otherwise}", notList);
        }
    }
}
