using MlOps.Training.Export;

namespace MlOps.Training.Models.Bert;

/// <summary>Builds the ONNX graph of BERT's encoder, and of those that share its layers.</summary>
/// <param name="graph">Receives the operators.</param>
/// <param name="config">The encoder's shape.</param>
/// <param name="prefix">What its parameters' names begin with: <c>bert.</c></param>
/// <remarks>B texts, T tokens, H hidden size.</remarks>
internal sealed class BertLayers(TransformerGraph graph, BertConfig config, string prefix)
{
    private readonly OnnxGraph _operators = graph.Operators;

    /// <summary>The table of word embeddings, [V, H].</summary>
    public OnnxValue Words { get; } = graph.Weight($"{prefix}embeddings.word_embeddings.weight");

    /// <summary>Every token's vector.</summary>
    /// <param name="ids">[B, T].</param>
    /// <returns>[B, T, H].</returns>
    public OnnxValue All(OnnxValue ids)
    {
        var (tokens, bias) = AllButLast(ids);
        return Last(tokens, tokens, bias);
    }

    /// <summary>The first token's vector; the last layer computes that one alone.</summary>
    /// <param name="ids">[B, T].</param>
    /// <returns>[B, H].</returns>
    public OnnxValue First(OnnxValue ids)
    {
        var (tokens, bias) = AllButLast(ids);
        var first = _operators.Gather(tokens, _operators.ConstantList(0), axis: 1); // [B, 1, H]
        return _operators.Gather(Last(first, tokens, bias), _operators.Constant(0L), axis: 1);
    }

    // [B, T, H] before the last layer, and the padding's [B, 1, 1, T]
    private (OnnxValue Tokens, OnnxValue Bias) AllButLast(OnnxValue ids)
    {
        var mask = graph.AttentionMask();
        var types = config.ReadsTypes ? graph.TokenTypes() : graph.Zeros(ids);
        var tokens = Embed(ids, types);
        var bias = graph.PaddingBias(mask);
        for (var layer = 0; layer < config.Layers - 1; layer++)
        {
            tokens = Layer($"{prefix}encoder.layer.{layer}", tokens, tokens, bias);
        }

        return (tokens, bias);
    }

    private OnnxValue Last(OnnxValue queries, OnnxValue tokens, OnnxValue bias) =>
        Layer($"{prefix}encoder.layer.{config.Layers - 1}", queries, tokens, bias);

    // -> [B, T, H]
    private OnnxValue Embed(OnnxValue ids, OnnxValue types)
    {
        var word = _operators.Gather(Words, ids);
        var type = _operators.Gather(graph.Weight($"{prefix}embeddings.token_type_embeddings.weight"), types);
        var position = _operators.Gather(graph.Weight($"{prefix}embeddings.position_embeddings.weight"), Places(ids));
        return graph.LayerNorm($"{prefix}embeddings.LayerNorm", _operators.Add(_operators.Add(word, type), position));
    }

    // [B, T]; where padding has a place of its own, the others are counted from the one after it
    private OnnxValue Places(OnnxValue ids)
    {
        if (config.PositionPadding is not { } padding)
        {
            return graph.Places(ids);
        }

        var isToken = _operators.CastToWhole(_operators.Not(_operators.Equal(ids, _operators.Constant((long)padding))));
        var counted = _operators.CumSum(isToken, axis: _operators.Constant(1L), exclusive: false);
        return _operators.Add(_operators.Mul(counted, isToken), _operators.Constant((long)padding));
    }

    // queries [B, Q, H] look at tokens [B, T, H] -> [B, Q, H]
    private OnnxValue Layer(string name, OnnxValue queries, OnnxValue tokens, OnnxValue bias)
    {
        var mixed = graph.Attention(
            graph.Dense($"{name}.attention.self.query", queries),
            graph.Dense($"{name}.attention.self.key", tokens),
            graph.Dense($"{name}.attention.self.value", tokens),
            bias,
            config.Heads,
            config.HiddenSize);
        var attended = graph.LayerNorm(
            $"{name}.attention.output.LayerNorm", _operators.Add(graph.Dense($"{name}.attention.output.dense", mixed), queries));
        var wide = graph.Activate(config.Activation, graph.Dense($"{name}.intermediate.dense", attended)); // [B, Q, intermediate size]
        return graph.LayerNorm($"{name}.output.LayerNorm", _operators.Add(graph.Dense($"{name}.output.dense", wide), attended));
    }
}
