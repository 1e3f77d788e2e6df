using MlOps.Inference;
using MlOps.Inference.Predict;
using MlOps.Models;
using MlOps.Text.Readers;

namespace MlOps.Ui.Try;

/// <summary>What a model has answered.</summary>
/// <param name="Model">The model.</param>
/// <param name="Columns">The columns of <paramref name="Rows"/> that hold answers.</param>
/// <param name="Rows">Each row with the cells of its answer.</param>
internal sealed record TryAnswers(ModelDescription Model, IReadOnlyList<AnswerColumn> Columns, IReadOnlyList<(RawRow Row, Answer Answer, IReadOnlyList<string> Cells)> Rows)
{
    /// <summary>The rows with their answers as a CSV file.</summary>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS2005: the data have a column of the name of an answer's.</exception>
    public byte[] ToCsv()
    {
        using var bytes = new MemoryStream();
        using (var writer = PredictionWriter.Create(bytes, "answers.csv", [.. Rows.SelectMany(row => row.Row.Names).Distinct()], Columns))
        {
            foreach (var (row, _, cells) in Rows)
            {
                writer.Write(row, cells);
            }
        }

        return bytes.ToArray();
    }
}
