using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using MlOps.Diagnostics;
using MlOps.Text.Tokenizers;

namespace MlOps.Inference;

/// <summary>A text classifier in ONNX form, opened in ONNX Runtime on the CPU. May be used by several threads at once.</summary>
public sealed class OnnxModel : IDisposable
{
    /// <summary>The file's name in a model folder.</summary>
    public const string FileName = "model.onnx";

    private static readonly string[] KnownInputs = ["input_ids", "attention_mask", "token_type_ids"];
    private static readonly string[] KnownOutputs = ["logits", "probabilities"];

    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions;
    private readonly string[] _inputs;
    private readonly Location _location;

    private OnnxModel(InferenceSession session, Location location, int threads)
    {
        _session = session;
        _location = location;
        _runOptions = new RunOptions();
        _inputs = [.. KnownInputs.Where(session.InputMetadata.ContainsKey)];
        Threads = threads;
        Labels = session.OutputMetadata["logits"].Dimensions[1];
    }

    /// <summary>Threads that one batch is computed on.</summary>
    public int Threads { get; }

    /// <summary>Number of labels, C; -1 where the file leaves it open.</summary>
    public int Labels { get; }

    /// <summary>What the exporter wrote beside the graph: family, labels.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _session.ModelMetadata.CustomMetadataMap;

    /// <summary>Opens a model. Costs about 100 ms for 20 MB of weights; use it for many batches.</summary>
    /// <param name="file">A <c>model.onnx</c>.</param>
    /// <param name="threads">Threads that one batch is computed on; 0 takes one a core.</param>
    /// <exception cref="MlOpsException">MLOPS4101: there is no such file. MLOPS4102: it is broken, or no text classifier. MLOPS4104: this machine lacks ONNX Runtime.</exception>
    public static OnnxModel Open(string file, int threads = 0)
    {
        var location = new Location(file.Replace('\\', '/'));
        if (!File.Exists(file))
        {
            throw new MlOpsException(Rules.MissingModelFile, location, $"{Path.GetFileName(file)} is not there; without it the model cannot predict");
        }

        var used = threads == 0 ? Environment.ProcessorCount : threads;
        try
        {
            using var options = OnnxSessionOptions.Create(used);
            var session = new InferenceSession(file, options);
            try
            {
                CheckForm(session, location);
                return new OnnxModel(session, location, used);
            }
            catch (MlOpsException)
            {
                session.Dispose();
                throw;
            }
        }
        catch (OnnxRuntimeException exception)
        {
            throw new MlOpsException(Rules.BadModelFile, location, $"ONNX Runtime cannot open this file: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
        catch (TypeInitializationException exception) when (exception.InnerException is DllNotFoundException)
        {
            throw new MlOpsException(Rules.NoOnnxRuntime, location, $"ONNX Runtime's native library for {RuntimeInformation.RuntimeIdentifier} is not there or cannot be loaded", exception);
        }
    }

    /// <summary>Computes one batch.</summary>
    /// <param name="batch">Token indices of the model's own vocabulary.</param>
    /// <returns>One prediction a row, in the batch's order.</returns>
    /// <exception cref="MlOpsException">
    /// MLOPS4102: the model does not give finite logits for every row. MLOPS4103: it cannot take these tokens, mostly because of another vocabulary.
    /// </exception>
    public IReadOnlyList<Prediction> Run(TokenBatch batch)
    {
        long[] shape = [batch.Rows, batch.Length];
        using var ids = OrtValue.CreateTensorValueFromMemory(batch.InputIds, shape);
        using var mask = OrtValue.CreateTensorValueFromMemory(batch.AttentionMask, shape);
        using var types = OrtValue.CreateTensorValueFromMemory(batch.TokenTypeIds, shape);
        var values = _inputs.Select(name => name switch { "input_ids" => ids, "attention_mask" => mask, _ => types });
        try
        {
            using var outputs = _session.Run(_runOptions, _inputs, [.. values], KnownOutputs);
            return Split(outputs[0].GetTensorDataAsSpan<float>(), outputs[1].GetTensorDataAsSpan<float>(), batch.Rows);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new MlOpsException(Rules.ModelMismatch, _location, $"the model cannot take a batch of {batch.Rows} texts of {batch.Length} tokens: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _runOptions.Dispose();
        _session.Dispose();
    }

    private Prediction[] Split(ReadOnlySpan<float> logits, ReadOnlySpan<float> probabilities, int rows)
    {
        var labels = logits.Length / rows;
        if (logits.Length != rows * labels || probabilities.Length != logits.Length)
        {
            throw new MlOpsException(Rules.BadModelFile, _location, $"it gives {logits.Length} logits and {probabilities.Length} probabilities for {rows} texts");
        }

        if (logits.ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
        {
            throw new MlOpsException(Rules.BadModelFile, _location, "it gives logits that are infinite or no numbers; its weights are broken");
        }

        var predictions = new Prediction[rows];
        for (var row = 0; row < rows; row++)
        {
            var place = new Range(row * labels, (row + 1) * labels);
            predictions[row] = new(logits[place].ToArray(), probabilities[place].ToArray());
        }

        return predictions;
    }

    private static void CheckForm(InferenceSession session, Location location)
    {
        if (!session.InputMetadata.ContainsKey(KnownInputs[0]))
        {
            throw Foreign("it has no input 'input_ids'");
        }

        foreach (var (name, form) in session.InputMetadata)
        {
            if (!KnownInputs.Contains(name))
            {
                throw Foreign($"it asks for an input '{name}'");
            }

            if (!IsTable(form, typeof(long)))
            {
                throw Foreign($"its input '{name}' is not of int64 [batch, sequence]");
            }
        }

        foreach (var name in KnownOutputs)
        {
            if (!session.OutputMetadata.TryGetValue(name, out var form) || !IsTable(form, typeof(float)))
            {
                throw Foreign($"it has no output '{name}' of float [batch, labels]");
            }
        }

        MlOpsException Foreign(string why) => new(Rules.BadModelFile, location, $"this is no text classifier: {why}");
    }

    private static bool IsTable(NodeMetadata form, Type element) =>
        form.IsTensor && form.ElementType == element && form.Dimensions.Length == 2;
}
