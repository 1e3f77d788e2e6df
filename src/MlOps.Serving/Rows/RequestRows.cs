using MlOps.Inference;

namespace MlOps.Serving.Rows;

/// <summary>Gathers the rows of a request, no more than it may have.</summary>
/// <param name="form">What the model reads of each.</param>
internal sealed class RequestRows(RowForm form)
{
    private readonly List<RowInput> _rows = [];
    private readonly RowCell[] _cells = new RowCell[form.Columns.Count];

    /// <summary>What the model reads.</summary>
    public RowForm Form => form;

    /// <summary>Number of the row that is read now, from 1.</summary>
    public int Number => _rows.Count + 1;

    /// <summary>Sets a cell of the row that is read now.</summary>
    /// <param name="column">Its place; -1 for a column that the model does not read.</param>
    /// <param name="cell">What the client sends.</param>
    public void Set(int column, RowCell cell)
    {
        if (column >= 0)
        {
            _cells[column] = cell;
        }
    }

    /// <summary>Ends the row that is read now.</summary>
    /// <exception cref="ProblemException">It lacks what the model reads, or there are too many.</exception>
    public void End()
    {
        RequireRoom(_rows.Count);
        _rows.Add(form.Read(_cells, Number));
        Array.Clear(_cells);
    }

    /// <summary>Ends a request that has too many rows, before they take memory.</summary>
    /// <param name="count">Rows that were read.</param>
    /// <exception cref="ProblemException">There are as many as may be.</exception>
    public void RequireRoom(int count)
    {
        if (count >= form.MaxRows)
        {
            throw Problem.TooLarge($"the request has more than {form.MaxRows} rows; send them in several requests").Exception();
        }
    }

    /// <summary>Adds a row of one cell.</summary>
    /// <param name="cell">The cell of the model's first column.</param>
    public void Add(RowCell cell)
    {
        _cells[0] = cell;
        End();
    }

    /// <summary>All rows.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public IReadOnlyList<RowInput> Take() => _rows.Count > 0 ? _rows : throw Problem.BadRequest("the request has no rows; expected one at least").Exception();
}
