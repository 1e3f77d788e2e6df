using MlOps.Diagnostics;
using MlOps.Drift;
using MlOps.Steps;
using MlOps.Text.Readers;

namespace MlOps.Inference.Evaluate;

/// <summary>
/// What live requests of a model are held against later. Lengths, words and labels are those of its training rows; how many words are unknown, and what the
/// model answers and how surely, is taken of the test rows, for the training rows themselves hold no unknown word and the model has seen them.
/// </summary>
internal static class TrainingProfile
{
    private const int MostRows = 20_000; // of the training rows, evenly spaced: more move no share by a hundredth

    /// <summary>Makes the profile of a model.</summary>
    /// <param name="data">The preprocess step's output.</param>
    /// <param name="predictor">The model.</param>
    /// <param name="inputs">The test rows.</param>
    /// <param name="answers">What the model says of them.</param>
    /// <exception cref="MlOpsException">MLOPS2005: the training rows cannot be read.</exception>
    public static DataProfile Of(StepOutput data, Predictor predictor, IReadOnlyList<RowInput> inputs, IReadOnlyList<Answer> answers)
    {
        var isText = predictor.Description.Pictures is null;
        var training = new ProfileBuilder();
        foreach (var row in TrainingRows(data))
        {
            if (isText)
            {
                AddText(training, predictor, RowInput.Of(row, pictures: null));
            }

            foreach (var label in row.Tags ?? row.Labels)
            {
                training.Add(Features.Label, label);
            }
        }

        var learnt = training.Build();
        var known = learnt.Words().ToHashSet(StringComparer.Ordinal);
        foreach (var (input, answer) in inputs.Zip(answers))
        {
            if (isText && ProfileBuilder.UnknownShare(input.WholeText, known) is { } share)
            {
                training.Add(Features.UnknownWords, share);
            }

            AnswerFacts.Of(predictor.Description, answer).AddTo(training);
        }

        return training.Build();
    }

    // a split may leave no row for training, where a pretrained model is judged as it is
    private static IEnumerable<PreparedRow> TrainingRows(StepOutput data)
    {
        var rows = data.Result.Data!.Splits.FirstOrDefault(split => split.Name == "train")?.Rows ?? 0;
        var step = Math.Max(1, (rows + MostRows - 1) / MostRows);
        return rows == 0 ? [] : RowsFile.Read(Path.Combine(data.Folder, RowsFile.NameOf("train"))).Where((_, index) => index % step == 0);
    }

    private static void AddText(ProfileBuilder profile, Predictor predictor, RowInput row)
    {
        var text = row.WholeText;
        profile.Add(Features.Length, text.Length);
        profile.Add(Features.Tokens, predictor.Encode(row).Length);
        profile.AddWords(text);
    }
}
