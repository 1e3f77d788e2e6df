using MlOps.Training.Models;
using MlOps.Training.Weights;

namespace MlOps.Training.Export;

/// <summary>The parts that exporters of transformers share: B texts of T tokens, H hidden size, A heads.</summary>
/// <param name="name">What viewers call the graph.</param>
/// <param name="weight">Gives a parameter by its name; asked once for each.</param>
/// <param name="layerNormEpsilon">Added to the variance in layer norms.</param>
internal sealed class TransformerGraph(string name, Func<string, NamedTensor> weight, double layerNormEpsilon)
{
    /// <summary>The graph as far as it is built.</summary>
    public OnnxGraph Operators { get; } = new(name);

    /// <summary>A parameter as it is.</summary>
    /// <param name="name">Its name.</param>
    public OnnxValue Weight(string name) => Operators.Weight(weight(name));

    /// <summary>The input <c>input_ids</c>, int64 [batch, sequence].</summary>
    public OnnxValue InputIds() => Operators.Input("input_ids", "batch", "sequence");

    /// <summary>The input <c>attention_mask</c>, int64 [batch, sequence].</summary>
    public OnnxValue AttentionMask() => Operators.Input("attention_mask", "batch", "sequence");

    /// <summary>The input <c>token_type_ids</c>, int64 [batch, sequence].</summary>
    public OnnxValue TokenTypes() => Operators.Input("token_type_ids", "batch", "sequence");

    /// <summary>0 everywhere, in the ids' shape [B, T].</summary>
    /// <param name="ids">[B, T].</param>
    public OnnxValue Zeros(OnnxValue ids) => Operators.Mul(ids, Operators.Constant(0L));

    /// <summary>
    /// 0, 1, 2 … counted along a tensor of the ids' shape: a slice of a table of places would hide the shape [B, T, H] from ONNX Runtime, which then cannot
    /// fuse the additions with the layer norms behind them.
    /// </summary>
    /// <param name="ids">[B, T].</param>
    /// <returns>[B, T].</returns>
    public OnnxValue Places(OnnxValue ids)
    {
        var ones = Operators.Add(Zeros(ids), Operators.Constant(1L));
        return Operators.CumSum(ones, axis: Operators.Constant(1L), exclusive: true);
    }

    /// <summary>What is added to scores: 0 where a token stands, the lowest float at padding.</summary>
    /// <param name="mask">[B, T], 1 where a token stands.</param>
    /// <returns>[B, 1, 1, T].</returns>
    public OnnxValue PaddingBias(OnnxValue mask)
    {
        var present = Operators.CastToFloat(Operators.Unsqueeze(mask, Operators.ConstantList(1, 2)));
        return Operators.Mul(Operators.Sub(Operators.Constant(1f), present), Operators.Constant(float.MinValue));
    }

    /// <summary>Attention of A heads.</summary>
    /// <param name="query">[B, Q, H].</param>
    /// <param name="key">[B, T, H].</param>
    /// <param name="value">[B, T, H].</param>
    /// <param name="bias">[B, 1, 1, T] or [B, 1, Q, T], added to the scores.</param>
    /// <param name="heads">A.</param>
    /// <param name="hiddenSize">H.</param>
    /// <returns>[B, Q, H].</returns>
    public OnnxValue Attention(OnnxValue query, OnnxValue key, OnnxValue value, OnnxValue bias, int heads, int hiddenSize)
    {
        var headSize = hiddenSize / heads;
        var split = Operators.ConstantList(0, 0, heads, headSize);
        var queries = Operators.Transpose(Operators.Reshape(query, split), 0, 2, 1, 3); // [B, A, Q, H/A]
        var keys = Operators.Transpose(Operators.Reshape(key, split), 0, 2, 3, 1); // [B, A, H/A, T]
        var values = Operators.Transpose(Operators.Reshape(value, split), 0, 2, 1, 3); // [B, A, T, H/A]

        var scores = Operators.Div(Operators.MatMul(queries, keys), Operators.Constant(MathF.Sqrt(headSize))); // [B, A, Q, T]
        var mixed = Operators.MatMul(Operators.Softmax(Operators.Add(scores, bias)), values); // [B, A, Q, H/A]
        return Operators.Reshape(Operators.Transpose(mixed, 0, 2, 1, 3), Operators.ConstantList(0, 0, hiddenSize));
    }

    /// <summary>A layer norm with the parameters <c>weight</c> and <c>bias</c>; the shape stays.</summary>
    public OnnxValue LayerNorm(string name, OnnxValue x) =>
        Operators.LayerNormalization(x, Weight($"{name}.weight"), Weight($"{name}.bias"), layerNormEpsilon);

    /// <summary>A linear layer of every token, [B, T, in] to [B, T, out].</summary>
    public OnnxValue Dense(string name, OnnxValue x) =>
        Operators.Add(Operators.MatMul(x, Operators.Transposed(weight($"{name}.weight"))), Weight($"{name}.bias"));

    /// <summary>A linear layer of one vector a text, [B, in] to [B, out].</summary>
    public OnnxValue Linear(string name, OnnxValue x) => Operators.Gemm(x, Weight($"{name}.weight"), Weight($"{name}.bias"));

    /// <summary>An activation by element.</summary>
    public OnnxValue Activate(Activation activation, OnnxValue x) => activation switch
    {
        Activation.Gelu => Operators.Gelu(x),
        Activation.GeluTanh => Operators.GeluTanh(x),
        _ => Operators.Relu(x),
    };

    /// <summary>A classifier of one vector a text, as <see cref="Classifier"/> makes it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="x">[B, H].</param>
    /// <param name="head">Its shape.</param>
    /// <returns>[B, C].</returns>
    public OnnxValue Classify(string name, OnnxValue x, HeadShape head) => Classify(name, x, head, Linear);

    /// <summary>The same classifier on every token.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="x">[B, T, H].</param>
    /// <param name="head">Its shape.</param>
    /// <returns>[B, T, C].</returns>
    public OnnxValue ClassifyTokens(string name, OnnxValue x, HeadShape head) => Classify(name, x, head, Dense);

    /// <summary>A language model's decoder whose weight is the table of word embeddings.</summary>
    /// <param name="x">[B, T, H].</param>
    /// <param name="words">The table, [V, H], as it was taken for the embeddings.</param>
    /// <param name="ids">[B, T], of which the shape is taken.</param>
    /// <param name="config">Rows and columns of the table.</param>
    /// <returns>[B, T, V], without bias.</returns>
    public OnnxValue Decode(OnnxValue x, OnnxValue words, OnnxValue ids, (int VocabularySize, int HiddenSize) config)
    {
        // as a product of tables, which takes the weight as it lies: MatMul would need a second copy, turned
        var rows = Operators.Reshape(x, Operators.ConstantList(-1, config.HiddenSize)); // [B * T, H]
        var shape = Operators.Concat(axis: 0, Operators.Shape(ids), Operators.ConstantList(config.VocabularySize)); // B, T, V
        return Operators.Reshape(Operators.Gemm(rows, words), shape);
    }

    private OnnxValue Classify(string name, OnnxValue x, HeadShape head, Func<string, OnnxValue, OnnxValue> layer)
    {
        if (head.Hidden.Count == 0)
        {
            return layer(name, x);
        }

        for (var i = 0; i < head.Hidden.Count; i++)
        {
            x = Operators.Gelu(layer($"{name}.{i}", x)); // [..., hidden width]
        }

        return layer($"{name}.{head.Hidden.Count}", x);
    }
}
