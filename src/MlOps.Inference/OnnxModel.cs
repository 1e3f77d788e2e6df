using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using MlOps.Diagnostics;
using MlOps.Models;

namespace MlOps.Inference;

/// <summary>A model in ONNX form, opened in ONNX Runtime on the CPU. It reads texts or pictures. May be used by several threads at once.</summary>
public sealed class OnnxModel : IDisposable
{
    /// <summary>The file's name in a model folder.</summary>
    public const string FileName = "model.onnx";

    private const string Logits = "logits";
    private const string Probabilities = "probabilities";
    private const string Pixels = "pixel_values";

    private static readonly string[] TextInputs = ["input_ids", "attention_mask", "token_type_ids"];

    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions;
    private readonly string[] _inputs;
    private readonly string[] _outputs;
    private readonly Location _location;

    private OnnxModel(InferenceSession session, Location location, int threads)
    {
        _session = session;
        _location = location;
        _runOptions = new RunOptions();
        _inputs = [.. TextInputs.Append(Pixels).Where(session.InputMetadata.ContainsKey)];
        _outputs = session.OutputMetadata.ContainsKey(Probabilities) ? [Logits, Probabilities] : [Logits];
        Threads = threads;
        Labels = session.OutputMetadata[Logits].Dimensions[^1];
        IsOfTokens = session.OutputMetadata[Logits].Dimensions.Length == 3;
    }

    /// <summary>Threads that one batch is computed on.</summary>
    public int Threads { get; }

    /// <summary>Number of labels, C; -1 where the file leaves it open.</summary>
    public int Labels { get; }

    /// <summary>True when each token has outputs of its own.</summary>
    public bool IsOfTokens { get; }

    /// <summary>What the exporter wrote beside the graph: family, labels.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _session.ModelMetadata.CustomMetadataMap;

    /// <summary>Opens a model. Costs about 100 ms for 20 MB of weights; use it for many batches.</summary>
    /// <param name="file">A <c>model.onnx</c>.</param>
    /// <param name="threads">Threads that one batch is computed on; 0 takes one a core.</param>
    /// <exception cref="MlOpsException">MLOPS4101: there is no such file. MLOPS4102: it is broken, or no model of ours. MLOPS4104: this machine lacks ONNX Runtime.</exception>
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
    /// <param name="batch">Token indices of the model's own vocabulary, or pictures of its size.</param>
    /// <exception cref="MlOpsException">
    /// MLOPS4102: the model does not give finite logits for every row. MLOPS4103: it cannot take these inputs, mostly because of another vocabulary.
    /// </exception>
    public OnnxOutput Run(ModelInputs batch)
    {
        var inputs = new List<OrtValue>(_inputs.Length);
        try
        {
            inputs.AddRange(_inputs.Select(name => Input(batch, name)));
            using var outputs = _session.Run(_runOptions, _inputs, inputs, _outputs);
            return Read(outputs, batch.Rows);
        }
        catch (OnnxRuntimeException exception)
        {
            var found = batch.Tokens is { } tokens ? $"{batch.Rows} texts of {tokens.Length} tokens" : $"{batch.Rows} pictures of {batch.Pixels!.Width} x {batch.Pixels.Height}";
            throw new MlOpsException(Rules.ModelMismatch, _location, $"the model cannot take a batch of {found}: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
        finally
        {
            inputs.ForEach(input => input.Dispose());
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _runOptions.Dispose();
        _session.Dispose();
    }

    private OrtValue Input(ModelInputs batch, string name) => (batch, name) switch
    {
        ({ Tokens: { } tokens }, "input_ids") => OrtValue.CreateTensorValueFromMemory(tokens.InputIds, [tokens.Rows, tokens.Length]),
        ({ Tokens: { } tokens }, "attention_mask") => OrtValue.CreateTensorValueFromMemory(tokens.AttentionMask, [tokens.Rows, tokens.Length]),
        ({ Tokens: { } tokens }, "token_type_ids") => OrtValue.CreateTensorValueFromMemory(tokens.TokenTypeIds, [tokens.Rows, tokens.Length]),
        ({ Pixels: { } pixels }, Pixels) => OrtValue.CreateTensorValueFromMemory(pixels.Values, [pixels.Rows, 3, pixels.Height, pixels.Width]),
        _ => throw new MlOpsException(Rules.ModelMismatch, _location, $"the model reads {(name == Pixels ? "pictures, not texts" : "texts, not pictures")}"),
    };

    private OnnxOutput Read(IDisposableReadOnlyCollection<OrtValue> outputs, int rows)
    {
        var shape = outputs[0].GetTensorTypeAndShape().Shape;
        var logits = outputs[0].GetTensorDataAsSpan<float>().ToArray();
        var probabilities = outputs.Count > 1 ? outputs[1].GetTensorDataAsSpan<float>().ToArray() : null;
        if (shape[0] != rows || (probabilities is not null && probabilities.Length != logits.Length))
        {
            throw new MlOpsException(Rules.BadModelFile, _location, $"it gives {logits.Length} logits and {probabilities?.Length} probabilities for {rows} rows");
        }

        if (logits.AsSpan().ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
        {
            throw new MlOpsException(Rules.BadModelFile, _location, "it gives logits that are infinite or no numbers; its weights are broken");
        }

        return new(shape, logits, probabilities);
    }

    private static void CheckForm(InferenceSession session, Location location)
    {
        var known = session.InputMetadata.ContainsKey(Pixels) ? [Pixels] : TextInputs;
        if (!session.InputMetadata.ContainsKey(known[0]))
        {
            throw Foreign($"it has neither an input '{TextInputs[0]}' nor '{Pixels}'");
        }

        foreach (var (name, form) in session.InputMetadata)
        {
            if (!known.Contains(name))
            {
                throw Foreign($"it asks for an input '{name}'");
            }

            if (name == Pixels ? !IsOf(form, typeof(float), 4) : !IsOf(form, typeof(long), 2))
            {
                throw Foreign($"its input '{name}' is not of {(name == Pixels ? "float [batch, 3, height, width]" : "int64 [batch, sequence]")}");
            }
        }

        if (!session.OutputMetadata.TryGetValue(Logits, out var logits) || !(IsOf(logits, typeof(float), 2) || IsOf(logits, typeof(float), 3)))
        {
            throw Foreign($"it has no output '{Logits}' of float [batch, labels] or [batch, sequence, labels]");
        }

        if (session.OutputMetadata.TryGetValue(Probabilities, out var probabilities) && !IsOf(probabilities, typeof(float), logits.Dimensions.Length))
        {
            throw Foreign($"its output '{Probabilities}' is not of the form of '{Logits}'");
        }

        MlOpsException Foreign(string why) => new(Rules.BadModelFile, location, $"this is no model of mlops: {why}");
    }

    private static bool IsOf(NodeMetadata form, Type element, int dimensions) =>
        form.IsTensor && form.ElementType == element && form.Dimensions.Length == dimensions;
}
