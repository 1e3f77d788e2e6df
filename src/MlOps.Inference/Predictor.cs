using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Text.Cleaning;
using MlOps.Text.Tokenizers;

namespace MlOps.Inference;

/// <summary>
/// A model folder, ready to predict: <c>model.onnx</c>, <c>model.json</c> and the tokenizer's files.
/// Open it once and use it for many texts; several threads may use it at once.
/// </summary>
public sealed class Predictor : IDisposable
{
    private const int MostRows = 32; // of a batch: more gain nothing on a CPU
    private const int MostTokens = 4096; // of a batch, padding counted: attention's memory grows with rows x length x length
    private const int ChunkTexts = 4096; // sorted by length at a time, so that any number of texts takes little memory

    private readonly OnnxModel _model;
    private readonly Tokenizer _tokenizer;
    private readonly TextPreparation _preparation;

    private Predictor(OnnxModel model, Tokenizer tokenizer, ModelDescription description)
    {
        _model = model;
        _tokenizer = tokenizer;
        _preparation = TextPreparation.Create(description.Preparation);
        Description = description;
    }

    /// <summary>What the model is and how it prepares its rows.</summary>
    public ModelDescription Description { get; }

    /// <summary>Threads that one batch is computed on.</summary>
    public int Threads => _model.Threads;

    /// <summary>Opens a model folder and tries the model on one text.</summary>
    /// <param name="folder">A folder as the fine-tune step writes it.</param>
    /// <param name="threads">Threads that one batch is computed on; 0 takes one a core.</param>
    /// <exception cref="MlOpsException">
    /// MLOPS4101: a file is absent. MLOPS4102: a file is broken or of another kind. MLOPS4103: the files do not belong together.
    /// MLOPS2002, MLOPS2008: the tokenizer is absent or broken.
    /// </exception>
    public static Predictor Open(string folder, int threads = 0)
    {
        var description = ModelDescription.Read(folder);
        var tokenizer = Tokenizer.Load(folder);
        var model = OnnxModel.Open(Path.Combine(folder, OnnxModel.FileName), threads);
        try
        {
            ModelFolderCheck.Run(folder, model, tokenizer, description);
            return new(model, tokenizer, description);
        }
        catch (MlOpsException)
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Predicts texts as they come: cleans and redacts them as the training rows were.</summary>
    /// <param name="texts">Any number of raw texts.</param>
    /// <param name="ct">Stops between two batches.</param>
    /// <returns>One prediction a text, in the order of the texts.</returns>
    public IReadOnlyList<Prediction> PredictRaw(IReadOnlyList<string> texts, CancellationToken ct = default) =>
        PredictPrepared([.. texts.Select(text => _preparation.Apply(text))], ct);

    /// <summary>Predicts texts that were cleaned and redacted already, as the rows that a preprocess step writes.</summary>
    /// <param name="texts">Any number of texts.</param>
    /// <param name="ct">Stops between two batches.</param>
    /// <returns>One prediction a text, in the order of the texts.</returns>
    public IReadOnlyList<Prediction> PredictPrepared(IReadOnlyList<string> texts, CancellationToken ct = default)
    {
        var predictions = new List<Prediction>(texts.Count);
        foreach (var chunk in texts.Chunk(ChunkTexts))
        {
            predictions.AddRange(PredictChunk([.. chunk.Select(Encode)], ct));
        }

        return predictions;
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    private Prediction[] PredictChunk(EncodedText[] texts, CancellationToken ct)
    {
        var predictions = new Prediction[texts.Length];
        foreach (var places in Batches(texts))
        {
            ct.ThrowIfCancellationRequested();
            var batch = TokenBatch.Pad([.. places.Select(place => texts[place])], _tokenizer.PaddingId);
            foreach (var (place, prediction) in places.Zip(_model.Run(ModelInputs.Of(batch)).Rows()))
            {
                predictions[place] = prediction;
            }
        }

        return predictions;
    }

    // texts of about one length share a batch, so that little is computed for padding; the longest come first
    private static IEnumerable<ArraySegment<int>> Batches(EncodedText[] texts)
    {
        int[] places = [.. Enumerable.Range(0, texts.Length).OrderByDescending(place => texts[place].Length)];
        var start = 0;
        while (start < places.Length)
        {
            var longest = texts[places[start]].Length;
            var rows = Math.Min(Math.Clamp(MostTokens / longest, 1, MostRows), places.Length - start);
            yield return new(places, start, rows);
            start += rows;
        }
    }

    private EncodedText Encode(string text) => _tokenizer.Encode(text, Description.MaxTokens);
}
