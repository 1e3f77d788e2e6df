using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Metrics;
using MlOps.Text.Readers;

namespace MlOps.Inference.Predict;

/// <summary>Predicts the rows of a data file and writes them to another, each with what the model says of it.</summary>
/// <param name="predictor">The model.</param>
public sealed class RowPredictor(Predictor predictor)
{
    private const int ChunkRows = 1024; // in memory at a time
    private const int ProbabilityDecimals = 6; // as many as a float32 is good for

    /// <summary>Predicts every row of a file, or those that are not in the output yet.</summary>
    /// <param name="input">The rows; they need the column that the model reads.</param>
    /// <param name="path">Full path of the file to write: .csv, .tsv or .jsonl. It changes only when all rows are predicted.</param>
    /// <param name="shown">The file as the user names it.</param>
    /// <param name="onlyNew">Keep the rows that the file holds already, and predict the others.</param>
    /// <param name="ct">Stops between two batches.</param>
    /// <exception cref="MlOpsException">
    /// MLOPS2004: a row lacks the column that the model reads. MLOPS2005: the data cannot be read, or have a column of one of our names.
    /// </exception>
    public PredictedRows Write(RowReader input, string path, string shown, bool onlyNew, CancellationToken ct)
    {
        var kept = onlyNew && File.Exists(path) ? RowReader.Open(path, shown) : null;
        var (known, keptRows, predictedRows) = (new HashSet<UInt128>(), 0L, 0L);
        var columns = input.ReadColumns();
        AtomicFile.Write(path, stream =>
        {
            using var writer = PredictionWriter.Create(stream, shown, columns);
            foreach (var (row, label, probability) in kept?.Read().Select(PredictionWriter.Split) ?? [])
            {
                writer.Write(row, label, probability);
                _ = known.Add(KeyOf(row));
                keptRows++;
            }

            foreach (var chunk in input.Read().Where(row => !known.Contains(KeyOf(row))).Chunk(ChunkRows))
            {
                foreach (var (row, prediction) in chunk.Zip(predictor.PredictRaw([.. chunk.Select(TextOf)], ct)))
                {
                    var (labels, probability) = Name(prediction);
                    writer.Write(row, labels, probability);
                    predictedRows++;
                }
            }
        });
        return new(predictedRows, keptRows);
    }

    private string TextOf(RawRow row)
    {
        var column = predictor.Description.Preparation.TextColumn;
        return row[column] ?? throw new MlOpsException(
            Rules.UnknownColumn, row.Location, $"the row has no column '{column}', which the model reads; it has {string.Join(", ", row.Names)}{Spelling.Hint(column, row.Names)}");
    }

    // of a multi-label model the labels that the text has, and the probability of the likeliest label
    private (string Labels, double Probability) Name(Prediction prediction)
    {
        var (labels, probabilities) = (predictor.Description.Labels, prediction.Probabilities);
        var highest = probabilities.Max();
        var named = predictor.Description.MultiLabel
            ? string.Join(';', labels.Where((_, label) => probabilities[label] >= ScoredRows.Threshold))
            : labels[Array.IndexOf(probabilities, highest)];
        return (named, Math.Round(highest, ProbabilityDecimals));
    }

    // 128 of the 256 bits: two different rows of a billion are taken for one with a chance of one in 10^20
    private static UInt128 KeyOf(RawRow row)
    {
        var text = string.Join('\u001f', row.Names.Zip(row.Values, (name, value) => $"{name}\u001e{value}"));
        return BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
