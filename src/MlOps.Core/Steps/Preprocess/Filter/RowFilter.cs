using MlOps.Text.Readers;

namespace MlOps.Steps.Preprocess.Filter;

/// <summary>
/// An expression over a row, such as <c>group == "test" or length &lt; 5</c>. It compares columns, texts in quotes and numbers with
/// == != &lt; &lt;= &gt; &gt;= contains, and joins comparisons with and, or, not and brackets. <c>length</c> is the number of characters of the
/// prepared text, <c>text</c> the prepared text; a column of another form than a word stands in backticks.
/// </summary>
/// <remarks>Beside a number, a column counts as a number; where it holds none, only != holds. Else texts are compared by their characters' codes.</remarks>
public sealed class RowFilter
{
    private readonly RowTest _test;

    internal RowFilter(string expression, IReadOnlyList<string> columns, RowTest test)
    {
        Expression = expression;
        Columns = columns;
        _test = test;
    }

    /// <summary>The expression as it was written.</summary>
    public string Expression { get; }

    /// <summary>The columns that it reads.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>True for the rows that the expression describes.</summary>
    /// <param name="row">The raw row; a column that it lacks is empty.</param>
    /// <param name="text">The row's prepared text.</param>
    public bool Matches(RawRow row, string text) => _test(row, text);

    /// <inheritdoc/>
    public override string ToString() => Expression;
}
