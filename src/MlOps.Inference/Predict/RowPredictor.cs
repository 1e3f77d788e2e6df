using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Text.Readers;

namespace MlOps.Inference.Predict;

/// <summary>Predicts raw rows, and writes each with what the model says of it.</summary>
/// <param name="predictor">The model.</param>
/// <param name="inputs">Makes what it reads.</param>
/// <param name="format">How its answers stand in columns.</param>
public sealed class RowPredictor(Predictor predictor, RowInputs inputs, AnswerFormat format)
{
    private const int ChunkRows = 1024; // in memory at a time
    private const int ChunkLetters = 1 << 22; // likewise, in all columns; a chunk has one row at least

    /// <summary>Predicts rows.</summary>
    /// <param name="rows">Any number of rows.</param>
    /// <param name="ct">Stops between two batches.</param>
    /// <returns>Each row with the cells of its answer, in order.</returns>
    /// <exception cref="MlOpsException">MLOPS2004: a row lacks a column that the model reads. MLOPS2012: a picture cannot be read.</exception>
    public IEnumerable<(RawRow Row, IReadOnlyList<string> Cells)> Predict(IEnumerable<RawRow> rows, CancellationToken ct)
    {
        foreach (var chunk in Chunks(rows))
        {
            var asked = Array.ConvertAll(chunk, inputs.Of);
            var answers = predictor.Predict(asked, ct);
            for (var place = 0; place < chunk.Length; place++)
            {
                yield return (chunk[place], format.Cells(asked[place], answers[place]));
            }
        }
    }

    /// <summary>Predicts every row of a file, or those that are not in the output yet.</summary>
    /// <param name="input">The rows; they need the columns that the model reads.</param>
    /// <param name="path">Full path of the file to write: .csv, .tsv, .jsonl or .json. It changes only when all rows are predicted.</param>
    /// <param name="shown">The file as the user names it.</param>
    /// <param name="onlyNew">Keep the rows that the file holds already, and predict the others.</param>
    /// <param name="ct">Stops between two batches.</param>
    /// <param name="fresh">Receives the rows that were predicted; null when nobody wants them.</param>
    /// <exception cref="MlOpsException">
    /// MLOPS2004: a row lacks a column that the model reads. MLOPS2005: the data cannot be read, or have a column of one of our names.
    /// </exception>
    public PredictedRows Write(
        RowReader input, string path, string shown, bool onlyNew, CancellationToken ct, ICollection<(RawRow Row, IReadOnlyList<string> Cells)>? fresh = null)
    {
        var kept = onlyNew && File.Exists(path) ? RowReader.Open(path, shown) : null;
        var (known, keptRows, predictedRows) = (new HashSet<UInt128>(), 0L, 0L);
        var columns = input.ReadColumns();
        AtomicFile.Write(path, stream =>
        {
            using var writer = PredictionWriter.Create(stream, shown, columns, format.Columns);
            foreach (var (row, cells) in kept?.Read().Select(row => PredictionWriter.Split(row, format.Columns)) ?? [])
            {
                writer.Write(row, cells);
                _ = known.Add(KeyOf(row));
                keptRows++;
            }

            foreach (var (row, cells) in Predict(input.Read().Where(row => !known.Contains(KeyOf(row))), ct))
            {
                writer.Write(row, cells);
                fresh?.Add((row, cells));
                predictedRows++;
            }
        });
        return new(predictedRows, keptRows);
    }

    private static IEnumerable<RawRow[]> Chunks(IEnumerable<RawRow> rows)
    {
        var (chunk, letters) = (new List<RawRow>(), 0L);
        foreach (var row in rows)
        {
            chunk.Add(row);
            letters += row.Values.Sum(value => (long)value.Length);
            if (chunk.Count == ChunkRows || letters >= ChunkLetters)
            {
                yield return [.. chunk];
                chunk.Clear();
                letters = 0;
            }
        }

        if (chunk.Count > 0)
        {
            yield return [.. chunk];
        }
    }

    // 128 of the 256 bits: two different rows of a billion are taken for one with a chance of one in 10^20
    private static UInt128 KeyOf(RawRow row)
    {
        var text = string.Join('\u001f', row.Names.Zip(row.Values, (name, value) => $"{name}\u001e{value}"));
        return BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
