using MlOps.Diagnostics;
using MlOps.Inference.Reading;
using MlOps.Models;
using MlOps.Text.Cleaning;
using MlOps.Text.Tokenizers;

namespace MlOps.Inference;

/// <summary>
/// A model folder, ready to predict: <c>model.onnx</c>, <c>model.json</c>, and for texts the tokenizer's files.
/// Open it once and use it for many rows; several threads may use it at once.
/// </summary>
public sealed class Predictor : IDisposable
{
    private const int MostRows = 32; // of a batch: more gain nothing on a CPU
    private const int MostTokens = 4096; // of a batch, padding counted: attention's memory grows with rows x length x length
    private const long MostOutputs = 1 << 24; // of a batch, 64 MiB: a language model gives one for each piece of its vocabulary and token
    private const int ChunkRows = 4096; // sorted by length at a time, so that any number of rows takes little memory

    private readonly OnnxModel _model;
    private readonly int _paddingId;
    private readonly TaskReader _task;
    private readonly TextPreparation _preparation;

    private Predictor(OnnxModel model, Tokenizer? tokenizer, ModelDescription description, ModelVariant variant)
    {
        _model = model;
        _paddingId = tokenizer?.PaddingId ?? 0;
        _task = TaskReader.Of(description, tokenizer);
        _preparation = TextPreparation.Create(description.Preparation);
        Description = description;
        Variant = variant;
    }

    /// <summary>What the model is and how it prepares its rows.</summary>
    public ModelDescription Description { get; }

    /// <summary>The form of the model that was opened.</summary>
    public ModelVariant Variant { get; }

    /// <summary>Threads that one batch is computed on.</summary>
    public int Threads => _model.Threads;

    /// <summary>Opens a model folder and tries the model on one input.</summary>
    /// <param name="folder">A folder as the fine-tune step writes it.</param>
    /// <param name="threads">Threads that one batch is computed on; 0 takes one a core.</param>
    /// <param name="variant">The form of the model; a folder holds <see cref="ModelVariant.Int8"/> only where it was asked for.</param>
    /// <exception cref="MlOpsException">
    /// MLOPS4101: a file is absent. MLOPS4106: the folder lacks the variant. MLOPS4102: a file is broken or of another kind. MLOPS4103: the files do not belong together.
    /// MLOPS2002, MLOPS2008: the tokenizer is absent or broken.
    /// </exception>
    public static Predictor Open(string folder, int threads = 0, ModelVariant variant = ModelVariant.Fp32)
    {
        var description = ModelDescription.Read(folder);
        RequireVariant(folder, variant);
        var tokenizer = description.Pictures is null ? Tokenizer.Load(folder) : null;
        var model = OnnxModel.Open(Path.Combine(folder, variant.FileName()), threads);
        try
        {
            ModelFolderCheck.Run(folder, model, tokenizer, description);
            return new(model, tokenizer, description, variant);
        }
        catch (MlOpsException)
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>A text as the training rows were cleaned and redacted.</summary>
    /// <param name="text">A raw text.</param>
    public string Prepare(string text) => _preparation.Apply(text);

    /// <summary>Classifies texts as they come: cleans and redacts them as the training rows were.</summary>
    /// <param name="texts">Any number of raw texts.</param>
    /// <param name="ct">Stops between two batches.</param>
    /// <returns>One prediction a text, in the order of the texts.</returns>
    /// <exception cref="InvalidOperationException">The model is no classifier of texts.</exception>
    public IReadOnlyList<Prediction> PredictRaw(IReadOnlyList<string> texts, CancellationToken ct = default) =>
        PredictPrepared([.. texts.Select(Prepare)], ct);

    /// <summary>Classifies texts that were cleaned and redacted already, as the rows that a preprocess step writes.</summary>
    /// <param name="texts">Any number of texts.</param>
    /// <param name="ct">Stops between two batches.</param>
    /// <returns>One prediction a text, in the order of the texts.</returns>
    /// <exception cref="InvalidOperationException">The model is no classifier of texts.</exception>
    public IReadOnlyList<Prediction> PredictPrepared(IReadOnlyList<string> texts, CancellationToken ct = default) => Description.TaskKind == TaskKind.TextClassification
        ? [.. Predict([.. texts.Select(text => new RowInput(text))], ct).Cast<Prediction>()]
        : throw new InvalidOperationException($"the model has learnt {Description.Task}; only text-classification gives labels of texts");

    /// <summary>Predicts rows of the model's own task.</summary>
    /// <param name="rows">Any number of prepared rows.</param>
    /// <param name="ct">Stops between two batches.</param>
    /// <returns>One answer a row, in their order.</returns>
    /// <exception cref="MlOpsException">MLOPS2002, MLOPS2012: a picture cannot be read.</exception>
    public IReadOnlyList<Answer> Predict(IReadOnlyList<RowInput> rows, CancellationToken ct = default)
    {
        var answers = new List<Answer>(rows.Count);
        foreach (var chunk in rows.Chunk(Description.Pictures is null ? ChunkRows : MostRows))
        {
            answers.AddRange(PredictEncoded(Array.ConvertAll(chunk, Encode), ct));
        }

        return answers;
    }

    /// <summary>Does what comes before the model: tokens of a text, numbers of a picture. A server does so beside the model, on other threads.</summary>
    /// <param name="row">A prepared row.</param>
    /// <exception cref="MlOpsException">MLOPS2002, MLOPS2012: a picture cannot be read.</exception>
    public EncodedRow Encode(RowInput row) => new(row, _task.Encode(row));

    /// <summary>Predicts encoded rows.</summary>
    /// <param name="rows">Rows that this model has encoded, all of them in memory: a few thousand texts at most.</param>
    /// <param name="ct">Stops between two batches.</param>
    /// <returns>One answer a row, in their order.</returns>
    public IReadOnlyList<Answer> PredictEncoded(IReadOnlyList<EncodedRow> rows, CancellationToken ct = default)
    {
        var done = new Queue<Answer>(Run([.. rows.SelectMany(row => row.Units)], ct));
        return [.. rows.Select(row => _task.Combine(row.Row, [.. row.Units.Select(_ => done.Dequeue())]))];
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    private static void RequireVariant(string folder, ModelVariant variant)
    {
        if (variant != ModelVariant.Fp32 && !File.Exists(Path.Combine(folder, variant.FileName())))
        {
            throw new MlOpsException(
                Rules.MissingVariant,
                new(folder.Replace('\\', '/')),
                $"the model has no {Spec.Kebab.Of(variant)} variant; it is made where the register step says 'quantize: {Spec.Kebab.Of(variant)}', and kept where it holds its gates");
        }
    }

    private Answer[] Run(Unit[] units, CancellationToken ct)
    {
        var answers = new Answer[units.Length];
        foreach (var places in Batches(units))
        {
            ct.ThrowIfCancellationRequested();
            var output = _model.Run(Inputs([.. places.Select(place => units[place])]));
            var (ofUnit, width) = (output.Logits.Length / places.Count, (int)output.Shape[^1]);
            for (var i = 0; i < places.Count; i++)
            {
                var probabilities = output.Probabilities is { } all ? all.AsSpan(i * ofUnit, ofUnit) : default;
                answers[places[i]] = _task.Read(units[places[i]], new(width, output.Logits.AsSpan(i * ofUnit, ofUnit), probabilities));
            }
        }

        return answers;
    }

    // texts of about one length share a batch, so that little is computed for padding; the longest come first
    private IEnumerable<ArraySegment<int>> Batches(Unit[] units)
    {
        int[] places = [.. Enumerable.Range(0, units.Length).OrderByDescending(place => units[place].Length)];
        var start = 0;
        while (start < places.Length)
        {
            var longest = units[places[start]].Length;
            var outputs = _model.IsOfTokens ? Math.Max(1L, _model.Labels) * longest : 1;
            var most = Math.Min(MostTokens / longest, (int)Math.Min(MostRows, MostOutputs / outputs));
            var rows = Math.Min(Math.Max(most, 1), places.Length - start);
            yield return new(places, start, rows);
            start += rows;
        }
    }

    private ModelInputs Inputs(Unit[] units) => Description.Pictures is { } pictures
        ? ModelInputs.Of(new PixelBatch([.. units.SelectMany(unit => unit.Pixels!)], units.Length, pictures.Height, pictures.Width))
        : ModelInputs.Of(TokenBatch.Pad(Array.ConvertAll(units, unit => unit.Tokens!), _paddingId));
}
