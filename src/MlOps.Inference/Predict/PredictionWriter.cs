using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Text.Readers;

namespace MlOps.Inference.Predict;

/// <summary>Writes rows with more columns: what a model says of each.</summary>
public abstract class PredictionWriter : IDisposable
{
    private protected PredictionWriter(IReadOnlyList<AnswerColumn> answers) => Answers = answers;

    /// <summary>The columns of answers.</summary>
    private protected IReadOnlyList<AnswerColumn> Answers { get; }

    /// <summary>Begins a file of the kind that its ending names.</summary>
    /// <param name="stream">Receives the file.</param>
    /// <param name="shown">The file as the user names it.</param>
    /// <param name="columns">The columns of the rows that will come.</param>
    /// <param name="answers">The columns that are added.</param>
    /// <exception cref="MlOpsException">MLOPS2005: the ending is not known, or a column has one of our names.</exception>
    public static PredictionWriter Create(Stream stream, string shown, IReadOnlyList<string> columns, IReadOnlyList<AnswerColumn> answers)
    {
        if (columns.FirstOrDefault(column => answers.Any(answer => answer.Name == column)) is { } taken)
        {
            throw new MlOpsException(Rules.BadData, new(shown), $"the data have a column '{taken}' already, where the model's answer would stand; rename it");
        }

        return Path.GetExtension(shown) switch
        {
            ".csv" => new DelimitedPredictions(stream, ',', columns, answers),
            ".tsv" => new DelimitedPredictions(stream, '\t', columns, answers),
            ".jsonl" => new JsonPredictions(stream, answers, isArray: false),
            ".json" => new JsonPredictions(stream, answers, isArray: true),
            var ending => throw new MlOpsException(Rules.BadData, new(shown), $"files that end in '{ending}' are not written; expected {string.Join(", ", RowReader.Endings)}, .json"),
        };
    }

    /// <summary>Takes apart a row of an earlier output.</summary>
    /// <param name="row">The row.</param>
    /// <param name="answers">The columns of answers.</param>
    /// <returns>The row as it stood in the data, and the cells of its answer.</returns>
    /// <exception cref="MlOpsException">MLOPS2005: the row holds no answer, so that the file is no output of ours.</exception>
    public static (RawRow Row, IReadOnlyList<string> Cells) Split(RawRow row, IReadOnlyList<AnswerColumn> answers)
    {
        var cells = answers.Select(answer => row[answer.Name] is { } cell && (!answer.IsNumber || cell.Length == 0 || IsNumber(cell)) ? cell : throw new MlOpsException(
            Rules.BadData, row.Location, $"the row has no '{answer.Name}'{(answer.IsNumber ? " with a number" : "")}; only an output of 'dotnet mlops predict' can be added to")).ToList();
        var places = Enumerable.Range(0, row.Names.Count).Where(place => answers.All(answer => answer.Name != row.Names[place])).ToList();
        return (row with { Names = [.. places.Select(place => row.Names[place])], Values = [.. places.Select(place => row.Values[place])] }, cells);
    }

    /// <summary>Writes a row.</summary>
    /// <param name="row">Its columns, ours left out.</param>
    /// <param name="cells">What the model says, one a column of ours.</param>
    public abstract void Write(RawRow row, IReadOnlyList<string> cells);

    /// <summary>Hands every row that was written to the stream.</summary>
    public virtual void Flush()
    {
    }

    /// <summary>Writes what is left; the stream stays open.</summary>
    public abstract void Dispose();

    private static bool IsNumber(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
