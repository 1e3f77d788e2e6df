using MlOps.Diagnostics;
using MlOps.Metrics;
using MlOps.Models;

namespace MlOps.Inference;

/// <summary>
/// Predicts the labels of a program's own enum. <c>dotnet mlops models predictor</c> writes a class for each model that derives from
/// this one. Open it once and use it for many texts; several threads may use it at once.
/// </summary>
/// <typeparam name="TLabel">The labels, numbered as the model numbers them: 0 to C-1.</typeparam>
public abstract class LabelPredictor<TLabel> : IDisposable
    where TLabel : struct, Enum
{
    private static readonly TLabel[] Values = Enum.GetValues<TLabel>();

    private readonly Predictor _predictor;

    /// <summary>Opens a model folder.</summary>
    /// <param name="folder">A folder as <c>dotnet mlops models download</c> brings it.</param>
    /// <param name="names">[C], the names that the model must have for the values of <typeparamref name="TLabel"/>, in their order.</param>
    /// <param name="threads">Threads that one batch is computed on; 0 takes one a core.</param>
    /// <exception cref="MlOpsException">MLOPS4103: the model has other labels. Everything that <see cref="Predictor.Open"/> throws.</exception>
    protected LabelPredictor(string folder, IReadOnlyList<string> names, int threads)
    {
        _predictor = Predictor.Open(folder, threads);
        var found = _predictor.Description.Labels;
        if (!found.SequenceEqual(names, StringComparer.Ordinal))
        {
            _predictor.Dispose();
            throw new MlOpsException(
                Rules.ModelMismatch,
                new(Path.Combine(folder, ModelDescription.FileName).Replace('\\', '/')),
                $"the labels of the model are {string.Join(", ", found)}; this program was built for {string.Join(", ", names)}: build it again with this model");
        }
    }

    /// <summary>What the model is and how it prepares its texts.</summary>
    public ModelDescription Description => _predictor.Description;

    /// <summary>The name of a label, as the model spells it.</summary>
    /// <param name="label">One of the model's labels.</param>
    public string NameOf(TLabel label) => Description.Labels[Array.IndexOf(Values, label)];

    /// <summary>Predicts one raw text: it is cleaned and redacted as the training rows were.</summary>
    /// <param name="text">Any text.</param>
    public LabelPrediction<TLabel> Predict(string text) => Predict([text])[0];

    /// <summary>Predicts many raw texts, which takes less time than one by one.</summary>
    /// <param name="texts">Any number of texts.</param>
    /// <param name="ct">Stops between two batches.</param>
    /// <returns>One prediction a text, in the order of the texts.</returns>
    public IReadOnlyList<LabelPrediction<TLabel>> Predict(IReadOnlyList<string> texts, CancellationToken ct = default) =>
        [.. _predictor.PredictRaw(texts, ct).Select(prediction => Name(prediction.Probabilities))];

    /// <inheritdoc/>
    public void Dispose()
    {
        _predictor.Dispose();
        GC.SuppressFinalize(this);
    }

    private LabelPrediction<TLabel> Name(float[] probabilities)
    {
        var best = Values[Array.IndexOf(probabilities, probabilities.Max())];
        TLabel[] labels = Description.MultiLabel ? [.. Values.Where((_, label) => probabilities[label] >= ScoredRows.Threshold)] : [best];
        return new(best, labels, probabilities);
    }
}
