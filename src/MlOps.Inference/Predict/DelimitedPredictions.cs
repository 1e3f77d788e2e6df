using System.Text;
using MlOps.Diagnostics;
using MlOps.Text.Readers;

namespace MlOps.Inference.Predict;

/// <summary>Writes .csv and .tsv. A row that lacks a column has an empty field there.</summary>
internal sealed class DelimitedPredictions : PredictionWriter
{
    private readonly StreamWriter _writer;
    private readonly char _delimiter;
    private readonly IReadOnlyList<string> _columns;

    /// <summary>Writes the header.</summary>
    /// <param name="stream">Receives the file.</param>
    /// <param name="delimiter">Between two fields.</param>
    /// <param name="columns">The columns of the rows that will come.</param>
    /// <param name="answers">The columns that are added.</param>
    public DelimitedPredictions(Stream stream, char delimiter, IReadOnlyList<string> columns, IReadOnlyList<AnswerColumn> answers)
        : base(answers)
    {
        (_writer, _delimiter, _columns) = (new(stream, new UTF8Encoding(false), leaveOpen: true), delimiter, columns);
        WriteFields([.. columns, .. answers.Select(answer => answer.Name)]);
    }

    /// <inheritdoc/>
    /// <exception cref="MlOpsException">MLOPS2005: the row has a column that the first row has not.</exception>
    public override void Write(RawRow row, IReadOnlyList<string> cells)
    {
        if (row.Names.FirstOrDefault(name => !_columns.Contains(name)) is { } unknown)
        {
            throw new MlOpsException(Rules.BadData, row.Location, $"the row has the column '{unknown}', which the first row has not; write a .jsonl file, which takes such rows");
        }

        WriteFields([.. _columns.Select(column => row[column] ?? ""), .. cells]);
    }

    /// <inheritdoc/>
    public override void Flush() => _writer.Flush();

    /// <inheritdoc/>
    public override void Dispose() => _writer.Dispose();

    private void WriteFields(IEnumerable<string> fields) => _writer.Write(string.Join(_delimiter, fields.Select(Quoted)) + "\n");

    private string Quoted(string field) =>
        field.AsSpan().IndexOfAny([_delimiter, '"', '\n', '\r']) < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
