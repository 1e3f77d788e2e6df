using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Steps;
using MlOps.Text.Readers;

namespace MlOps.Inference.Predict;

/// <summary>Makes what a model reads of raw rows, as the training rows were prepared.</summary>
/// <param name="predictor">The model.</param>
/// <param name="folder">Full path of the folder that the paths of pictures are relative to.</param>
public sealed class RowInputs(Predictor predictor, string folder)
{
    /// <summary>The input of a row.</summary>
    /// <param name="row">It has the columns that the model reads.</param>
    /// <exception cref="MlOpsException">MLOPS2004: it lacks one. MLOPS2005: its words are no list of texts.</exception>
    public RowInput Of(RawRow row)
    {
        var preparation = predictor.Description.Preparation;
        var text = ValueOf(row, preparation.TextColumn);
        if (preparation.Input == InputKind.Image)
        {
            return new(text) { Picture = Path.GetFullPath(Path.Combine(folder, text)) };
        }

        if (predictor.Description.TaskKind == TaskKind.TokenClassification)
        {
            var words = WordList.Read(row, preparation.TextColumn);
            return new(string.Join(' ', words)) { Words = words };
        }

        return new(predictor.Prepare(text)) { Pair = preparation.PairColumn is { } pair ? predictor.Prepare(ValueOf(row, pair)) : null };
    }

    private static string ValueOf(RawRow row, string column) => row[column] ?? throw new MlOpsException(
        Rules.UnknownColumn, row.Location, $"the row has no column '{column}', which the model reads; it has {string.Join(", ", row.Names)}{Spelling.Hint(column, row.Names)}");
}
