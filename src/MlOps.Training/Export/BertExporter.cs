using MlOps.Training.Export.Format;
using MlOps.Training.Models;
using MlOps.Training.Models.Bert;
using MlOps.Training.Weights;

namespace MlOps.Training.Export;

/// <summary>
/// Writes a BERT classifier as ONNX. Inputs: <c>input_ids</c>, <c>attention_mask</c>, <c>token_type_ids</c>, int64 [batch, sequence].
/// Outputs: <c>logits</c> and <c>probabilities</c>, float [batch, labels].
/// </summary>
/// <remarks>
/// B texts, T tokens, H hidden size, A heads. Only the first token's vector reaches the classifier, so the last layer computes that one alone.
/// </remarks>
public sealed class BertExporter
{
    private readonly BertConfig _config;
    private readonly Func<string, NamedTensor> _weight;
    private readonly OnnxGraph _graph = new("bert");

    private BertExporter(BertConfig config, Func<string, NamedTensor> weight)
    {
        _config = config;
        _weight = weight;
    }

    /// <summary>Writes the file.</summary>
    /// <param name="path">A <c>model.onnx</c>; an existing one is replaced.</param>
    /// <param name="config">The encoder's shape.</param>
    /// <param name="request">Head, labels and weights.</param>
    public static void Write(string path, BertConfig config, ExportRequest request) => OnnxFile.Write(path, Build(config, request));

    /// <inheritdoc cref="Write"/>
    internal static ModelProto Build(BertConfig config, ExportRequest request)
    {
        var exporter = new BertExporter(config, request.Weight);
        var graph = exporter._graph;
        var logits = exporter.Classify(exporter.Encode(), request.Head);
        graph.Outputs(request, logits);
        return graph.ToModel("bert", request);
    }

    // -> the first token's vectors, [B, H]
    private OnnxValue Encode()
    {
        var ids = _graph.Input("input_ids", "batch", "sequence");
        var mask = _graph.Input("attention_mask", "batch", "sequence");
        var types = _graph.Input("token_type_ids", "batch", "sequence");

        var tokens = Embed(ids, types); // [B, T, H]
        var bias = AttentionBias(mask); // [B, 1, 1, T]
        for (var layer = 0; layer < _config.Layers - 1; layer++)
        {
            tokens = Layer($"bert.encoder.layer.{layer}", tokens, tokens, bias); // [B, T, H]
        }

        var first = _graph.Gather(tokens, _graph.ConstantList(0), axis: 1); // [B, 1, H]
        first = Layer($"bert.encoder.layer.{_config.Layers - 1}", first, tokens, bias); // [B, 1, H]
        return _graph.Gather(first, _graph.Constant(0L), axis: 1);
    }

    private OnnxValue Embed(OnnxValue ids, OnnxValue types)
    {
        // 0, 1, 2 … counted along a tensor of the ids' shape: a slice of the table would hide the shape [B, T, H]
        // from ONNX Runtime, which then cannot fuse the additions with the layer norms behind them
        var ones = _graph.Add(_graph.Mul(ids, _graph.Constant(0L)), _graph.Constant(1L)); // [B, T]
        var positions = _graph.ExclusiveCumSum(ones, axis: _graph.Constant(1L)); // [B, T]

        var word = _graph.Gather(Weight("bert.embeddings.word_embeddings.weight"), ids); // [B, T, H]
        var type = _graph.Gather(Weight("bert.embeddings.token_type_embeddings.weight"), types);
        var position = _graph.Gather(Weight("bert.embeddings.position_embeddings.weight"), positions);
        return LayerNorm("bert.embeddings.LayerNorm", _graph.Add(_graph.Add(word, type), position));
    }

    // 0 where a token stands, the lowest float at padding: [B, T] -> [B, 1, 1, T]
    private OnnxValue AttentionBias(OnnxValue mask)
    {
        var present = _graph.CastToFloat(_graph.Unsqueeze(mask, _graph.ConstantList(1, 2)));
        return _graph.Mul(_graph.Sub(_graph.Constant(1f), present), _graph.Constant(float.MinValue));
    }

    // queries [B, Q, H] look at tokens [B, T, H] -> [B, Q, H]
    private OnnxValue Layer(string name, OnnxValue queries, OnnxValue tokens, OnnxValue bias)
    {
        var mixed = Dense($"{name}.attention.output.dense", Attention($"{name}.attention.self", queries, tokens, bias));
        var attended = LayerNorm($"{name}.attention.output.LayerNorm", _graph.Add(mixed, queries));
        var wide = _graph.Gelu(Dense($"{name}.intermediate.dense", attended)); // [B, Q, intermediate size]
        return LayerNorm($"{name}.output.LayerNorm", _graph.Add(Dense($"{name}.output.dense", wide), attended));
    }

    private OnnxValue Attention(string name, OnnxValue queries, OnnxValue tokens, OnnxValue bias)
    {
        var headSize = _config.HiddenSize / _config.Heads;
        var heads = _graph.ConstantList(0, 0, _config.Heads, headSize);
        var query = _graph.Transpose(_graph.Reshape(Dense($"{name}.query", queries), heads), 0, 2, 1, 3); // [B, A, Q, H/A]
        var key = _graph.Transpose(_graph.Reshape(Dense($"{name}.key", tokens), heads), 0, 2, 3, 1); // [B, A, H/A, T]
        var value = _graph.Transpose(_graph.Reshape(Dense($"{name}.value", tokens), heads), 0, 2, 1, 3); // [B, A, T, H/A]

        var scores = _graph.Div(_graph.MatMul(query, key), _graph.Constant(MathF.Sqrt(headSize))); // [B, A, Q, T]
        var mixed = _graph.MatMul(_graph.Softmax(_graph.Add(scores, bias)), value); // [B, A, Q, H/A]
        return _graph.Reshape(_graph.Transpose(mixed, 0, 2, 1, 3), _graph.ConstantList(0, 0, _config.HiddenSize));
    }

    // [B, H] -> [B, C]
    private OnnxValue Classify(OnnxValue first, HeadShape head)
    {
        var x = _graph.Tanh(Linear("bert.pooler.dense", first)); // [B, H]
        if (head.Hidden.Count == 0)
        {
            return Linear("classifier", x);
        }

        for (var layer = 0; layer < head.Hidden.Count; layer++)
        {
            x = _graph.Gelu(Linear($"classifier.{layer}", x)); // [B, hidden width]
        }

        return Linear($"classifier.{head.Hidden.Count}", x);
    }

    private OnnxValue LayerNorm(string name, OnnxValue x) =>
        _graph.LayerNormalization(x, Weight($"{name}.weight"), Weight($"{name}.bias"), _config.LayerNormEpsilon);

    // a linear layer of vectors in three dimensions, [B, T, in] -> [B, T, out]
    private OnnxValue Dense(string name, OnnxValue x) =>
        _graph.Add(_graph.MatMul(x, _graph.Transposed(_weight($"{name}.weight"))), Weight($"{name}.bias"));

    // a linear layer of one vector a text, [B, in] -> [B, out]
    private OnnxValue Linear(string name, OnnxValue x) => _graph.Gemm(x, Weight($"{name}.weight"), Weight($"{name}.bias"));

    private OnnxValue Weight(string name) => _graph.Weight(_weight(name));
}
