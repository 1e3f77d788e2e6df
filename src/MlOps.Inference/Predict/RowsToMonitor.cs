using MlOps.Diagnostics;
using MlOps.Drift;
using MlOps.Text.Readers;

namespace MlOps.Inference.Predict;

/// <summary>Makes of a file of raw rows what drift is measured on: prepares and predicts each row as the model does where it serves.</summary>
/// <param name="predictor">The model.</param>
/// <param name="inputs">Makes what it reads.</param>
public sealed class RowsToMonitor(Predictor predictor, RowInputs inputs)
{
    private const int ChunkRows = 1024; // in memory at a time

    /// <summary>Gathers the features of rows.</summary>
    /// <param name="reader">The rows; they need the columns that the model reads.</param>
    /// <param name="reference">The version's profile, which knows the words.</param>
    /// <param name="ct">Stops between two batches.</param>
    /// <exception cref="MlOpsException">MLOPS2004: a row lacks a column that the model reads. MLOPS2005: the data cannot be read.</exception>
    public LiveData Gather(RowReader reader, DataProfile reference, CancellationToken ct)
    {
        var profile = new ProfileBuilder(reference.Words().ToHashSet(StringComparer.Ordinal));
        var rows = 0L;
        foreach (var chunk in reader.Read().Chunk(ChunkRows))
        {
            EncodedRow[] encoded = [.. chunk.Select(row => Encode(inputs.Of(row), profile))];
            foreach (var answer in predictor.PredictEncoded(encoded, ct))
            {
                AnswerFacts.Of(predictor.Description, answer).AddTo(profile);
            }

            rows += chunk.Length;
        }

        return new(reader.Shown, rows, profile.Build(), new Dictionary<string, double?>());
    }

    private EncodedRow Encode(RowInput row, ProfileBuilder profile)
    {
        var encoded = predictor.Encode(row);
        if (predictor.Description.Pictures is null)
        {
            profile.Add(Features.Length, row.WholeText.Length);
            profile.Add(Features.Tokens, encoded.Length);
            profile.AddWords(row.WholeText);
        }

        return encoded;
    }
}
