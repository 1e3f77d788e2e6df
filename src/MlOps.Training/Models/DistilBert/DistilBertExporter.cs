using MlOps.Models;
using MlOps.Training.Export;

namespace MlOps.Training.Models.DistilBert;

/// <summary>
/// Writes DistilBERT as ONNX. Inputs: <c>input_ids</c>, <c>attention_mask</c>, int64 [batch, sequence]. Outputs: <c>logits</c>, and <c>probabilities</c> for
/// classification; float [batch, outputs], for tokens [batch, sequence, outputs].
/// </summary>
/// <remarks>B texts, T tokens, H hidden size.</remarks>
internal sealed class DistilBertExporter
{
    private const string Family = DistilBertArchitecture.ModelType;

    private readonly DistilBertConfig _config;
    private readonly TransformerGraph _graph;
    private readonly OnnxGraph _operators;
    private readonly OnnxValue _ids;
    private readonly OnnxValue _words;

    private DistilBertExporter(DistilBertConfig config, ExportRequest request)
    {
        _config = config;
        _graph = new TransformerGraph(Family, request.Weight, DistilBertConfig.LayerNormEpsilon);
        _operators = _graph.Operators;
        _ids = _graph.InputIds();
        _words = _graph.Weight("distilbert.embeddings.word_embeddings.weight");
    }

    /// <summary>Writes the file.</summary>
    /// <param name="path">A <c>model.onnx</c>; an existing one is replaced.</param>
    /// <param name="config">The encoder's shape.</param>
    /// <param name="request">Head, labels and weights.</param>
    public static void Write(string path, DistilBertConfig config, ExportRequest request)
    {
        var exporter = new DistilBertExporter(config, request);
        exporter._operators.Outputs(request, request.Head.Task switch
        {
            TaskKind.TokenClassification => exporter._graph.ClassifyTokens("classifier", exporter.All(), request.Head),
            TaskKind.MaskedLm => exporter.Guess(),
            _ => exporter.Classify(request.Head),
        });
        OnnxFile.Write(path, exporter._operators.ToModel(Family, request));
    }

    // -> [B, C]
    private OnnxValue Classify(HeadShape head)
    {
        var (tokens, bias) = AllButLast();
        var first = _operators.Gather(tokens, _operators.ConstantList(0), axis: 1); // [B, 1, H]: only the first token reaches the classifier
        var encoded = _operators.Gather(Last(first, tokens, bias), _operators.Constant(0L), axis: 1); // [B, H]
        return _graph.Classify("classifier", _operators.Relu(_graph.Linear("pre_classifier", encoded)), head);
    }

    // -> [B, T, V]
    private OnnxValue Guess()
    {
        var dense = _graph.Activate(_config.Activation, _graph.Dense("vocab_transform", All())); // [B, T, H]
        var scores = _graph.Decode(_graph.LayerNorm("vocab_layer_norm", dense), _words, _ids, (_config.VocabularySize, _config.HiddenSize));
        return _operators.Add(scores, _graph.Weight("vocab_projector.bias"));
    }

    // -> [B, T, H]
    private OnnxValue All()
    {
        var (tokens, bias) = AllButLast();
        return Last(tokens, tokens, bias);
    }

    // [B, T, H] before the last layer, and the padding's [B, 1, 1, T]
    private (OnnxValue Tokens, OnnxValue Bias) AllButLast()
    {
        var bias = _graph.PaddingBias(_graph.AttentionMask());
        var position = _operators.Gather(_graph.Weight("distilbert.embeddings.position_embeddings.weight"), _graph.Places(_ids));
        var tokens = _graph.LayerNorm("distilbert.embeddings.LayerNorm", _operators.Add(_operators.Gather(_words, _ids), position));
        for (var layer = 0; layer < _config.Layers - 1; layer++)
        {
            tokens = Layer(layer, tokens, tokens, bias);
        }

        return (tokens, bias);
    }

    private OnnxValue Last(OnnxValue queries, OnnxValue tokens, OnnxValue bias) => Layer(_config.Layers - 1, queries, tokens, bias);

    // queries [B, Q, H] look at tokens [B, T, H] -> [B, Q, H]
    private OnnxValue Layer(int number, OnnxValue queries, OnnxValue tokens, OnnxValue bias)
    {
        var name = $"distilbert.transformer.layer.{number}";
        var mixed = _graph.Attention(
            _graph.Dense($"{name}.attention.q_lin", queries),
            _graph.Dense($"{name}.attention.k_lin", tokens),
            _graph.Dense($"{name}.attention.v_lin", tokens),
            bias,
            _config.Heads,
            _config.HiddenSize);
        var attended = _graph.LayerNorm($"{name}.sa_layer_norm", _operators.Add(_graph.Dense($"{name}.attention.out_lin", mixed), queries));
        var wide = _graph.Activate(_config.Activation, _graph.Dense($"{name}.ffn.lin1", attended)); // [B, Q, intermediate size]
        return _graph.LayerNorm($"{name}.output_layer_norm", _operators.Add(_graph.Dense($"{name}.ffn.lin2", wide), attended));
    }
}
