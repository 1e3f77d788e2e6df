using MlOps.Inference;
using MlOps.Models;
using MlOps.Steps;

namespace MlOps.Serving.Rows;

/// <summary>What a model reads of a client's row, and how it is prepared: as the training rows were.</summary>
public sealed class RowForm
{
    private const string DataUrl = "data:";

    private readonly Predictor _predictor;
    private readonly ServeLimits _limits;

    internal RowForm(Predictor predictor, ServeLimits limits)
    {
        (_predictor, _limits) = (predictor, limits);
        var preparation = predictor.Description.Preparation;
        Columns = preparation.PairColumn is { } pair ? [preparation.TextColumn, pair] : [preparation.TextColumn];
    }

    /// <summary>The columns that the model reads: that of the text, and that of the second text of a pair.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>True when the model reads pictures.</summary>
    public bool ReadsPictures => _predictor.Description.Preparation.Input == InputKind.Image;

    /// <summary>True when the model reads words, which a client may send as such.</summary>
    public bool ReadsWords => _predictor.Description.TaskKind == TaskKind.TokenClassification;

    /// <summary>Rows of one request, at most.</summary>
    public int MaxRows => _limits.Rows;

    /// <summary>Characters of a text, at most.</summary>
    public int MaxTextLength => _limits.TextLength;

    /// <summary>The place of a column.</summary>
    /// <param name="name">As it stands in the request.</param>
    /// <returns>-1 for a column that the model does not read.</returns>
    internal int PlaceOf(string name) => Columns.Count > 1 && Columns[1] == name ? 1 : Columns[0] == name ? 0 : -1;

    /// <summary>Makes the model's input of a row.</summary>
    /// <param name="cells">One a column.</param>
    /// <param name="number">The row's number in the request, from 1, for messages.</param>
    /// <exception cref="ProblemException">A column is absent, a text too long, or a picture no base64.</exception>
    internal RowInput Read(ReadOnlySpan<RowCell> cells, int number)
    {
        for (var column = 0; column < cells.Length; column++)
        {
            if (cells[column].IsAbsent)
            {
                throw Problem.BadRequest($"row {number} has no '{Columns[column]}'; the model reads {string.Join(" and ", Columns)}").Exception();
            }
        }

        return ReadsPictures ? Picture(cells[0], number)
            : ReadsWords ? Tagged(cells[0], number)
            : new(Text(cells[0], number)) { Pair = cells.Length > 1 ? Text(cells[1], number) : null };
    }

    /// <summary>Ends a request with too many words in a row, before they take memory.</summary>
    /// <param name="count">Words that were read.</param>
    /// <param name="number">The row's number.</param>
    /// <exception cref="ProblemException">They cannot fit a text of the greatest length.</exception>
    internal void RequireRoomForWords(int count, int number)
    {
        if (count > _limits.TextLength)
        {
            throw Problem.TooLarge($"row {number} has more than {_limits.TextLength} words").Exception();
        }
    }

    private static RowInput Picture(RowCell cell, int number)
    {
        if (cell.File is { } sent)
        {
            return new($"row {number}") { PictureFile = sent };
        }

        var text = cell.Text.AsSpan();
        if (text.StartsWith(DataUrl, StringComparison.Ordinal))
        {
            text = text[(text.IndexOf(',') + 1)..];
        }

        var file = new byte[text.Length / 4 * 3];
        return text.Length > 0 && Convert.TryFromBase64Chars(text, file, out var bytes)
            ? new($"row {number}") { PictureFile = file[..bytes] }
            : throw Problem.BadRequest($"the picture of row {number} is no base64; expected the bytes of a JPEG, PNG, BMP, GIF or WebP file in base64").Exception();
    }

    private RowInput Tagged(RowCell cell, int number)
    {
        var words = cell.Words ?? Limited(cell.Text!, number).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var text = Limited(string.Join(' ', words), number);
        return words.Count > 0 && words.All(word => word.Length > 0)
            ? new(text) { Words = words }
            : throw Problem.BadRequest($"row {number} has no words, or an empty one; expected one word at least").Exception();
    }

    private string Text(RowCell cell, int number) => cell.Text is { } text
        ? _predictor.Prepare(Limited(text, number))
        : throw Problem.BadRequest($"row {number} is a list of words; the model reads a text").Exception();

    private string Limited(string text, int number) => text.Length <= _limits.TextLength
        ? text
        : throw Problem.TooLarge($"the text of row {number} has {text.Length} characters; expected {_limits.TextLength} at most").Exception();
}
