using MlOps.Models;
using MlOps.Training.Export;

namespace MlOps.Training.Models.Gpt2;

/// <summary>
/// Writes GPT-2 as ONNX. Inputs: <c>input_ids</c>, <c>attention_mask</c>, int64 [batch, sequence]. Outputs: <c>logits</c>, float [batch, sequence, vocabulary] for a
/// language model; [batch, outputs] for a classifier, with <c>probabilities</c>.
/// </summary>
/// <remarks>B texts, T tokens, H hidden size.</remarks>
internal sealed class Gpt2Exporter
{
    private const string Family = Gpt2Architecture.ModelType;

    private readonly Gpt2Config _config;
    private readonly TransformerGraph _graph;
    private readonly OnnxGraph _operators;
    private readonly OnnxValue _ids; // [B, T]
    private readonly OnnxValue _mask; // [B, T]
    private readonly OnnxValue _places; // [B, T]
    private readonly OnnxValue _words; // [V, H]

    private Gpt2Exporter(Gpt2Config config, ExportRequest request)
    {
        _config = config;
        _graph = new TransformerGraph(Family, request.Weight, config.LayerNormEpsilon);
        _operators = _graph.Operators;
        _ids = _graph.InputIds();
        _mask = _graph.AttentionMask();
        _places = _graph.Places(_ids);
        _words = _graph.Weight("transformer.wte.weight");
    }

    /// <summary>Writes the file.</summary>
    /// <param name="path">A <c>model.onnx</c>; an existing one is replaced.</param>
    /// <param name="config">The decoder's shape.</param>
    /// <param name="request">Head, labels and weights.</param>
    public static void Write(string path, Gpt2Config config, ExportRequest request)
    {
        var exporter = new Gpt2Exporter(config, request);
        exporter._operators.Outputs(request, request.Head.Task is TaskKind.CausalLm ? exporter.Guess() : exporter.Classify(request.Head));
        OnnxFile.Write(path, exporter._operators.ToModel(Family, request));
    }

    // -> [B, T, V]
    private OnnxValue Guess()
    {
        var bias = CausalBias();
        var tokens = Block(_config.Layers - 1, AllButLast(bias), bias, all => all);
        return _graph.Decode(_graph.LayerNorm("transformer.ln_f", tokens), _words, _ids, (_config.VocabularySize, _config.HiddenSize));
    }

    // -> [B, C]
    private OnnxValue Classify(HeadShape head)
    {
        var tokens = AllButLast(CausalBias()); // [B, T, H]
        var place = _operators.ReduceMax(_operators.Mul(_places, _mask), axis: 1); // [B, 1]

        // only the last token reaches the classifier; all others stand before it, so that padding alone is left out
        var last = Block(_config.Layers - 1, tokens, _graph.PaddingBias(_mask), LastOf); // [B, 1, H]
        var encoded = _operators.Gather(_graph.LayerNorm("transformer.ln_f", last), _operators.Constant(0L), axis: 1); // [B, H]
        return head.Hidden.Count > 0
            ? _graph.Classify("score", encoded, head)
            : _operators.Gemm(encoded, _graph.Weight("score.weight"));

        OnnxValue LastOf(OnnxValue all) => _operators.Unsqueeze(_operators.GatherNd(all, place, batchDimensions: 1), _operators.ConstantList(1));
    }

    // -> [B, T, H] before the last block
    private OnnxValue AllButLast(OnnxValue bias)
    {
        var position = _operators.Gather(_graph.Weight("transformer.wpe.weight"), _places);
        var tokens = _operators.Add(_operators.Gather(_words, _ids), position);
        for (var block = 0; block < _config.Layers - 1; block++)
        {
            tokens = Block(block, tokens, bias, all => all);
        }

        return tokens;
    }

    // what is added to scores: 0 where a token stands that is not after the query, the lowest float elsewhere; [B, 1, T, T]
    private OnnxValue CausalBias()
    {
        var keys = _operators.Unsqueeze(_places, _operators.ConstantList(1, 2)); // [B, 1, 1, T]
        var queries = _operators.Unsqueeze(_places, _operators.ConstantList(1, 3)); // [B, 1, T, 1]
        var before = _operators.CastToWhole(_operators.LessOrEqual(keys, queries)); // [B, 1, T, T]
        var present = _operators.Unsqueeze(_mask, _operators.ConstantList(1, 2)); // [B, 1, 1, T]
        var seen = _operators.CastToFloat(_operators.Mul(before, present));
        return _operators.Mul(_operators.Sub(_operators.Constant(1f), seen), _operators.Constant(float.MinValue));
    }

    // tokens [B, T, H] -> those that are picked of them, [B, Q, H]
    private OnnxValue Block(int number, OnnxValue tokens, OnnxValue bias, Func<OnnxValue, OnnxValue> pick)
    {
        var name = $"transformer.h.{number}";
        var parts = _operators.Split(Projection($"{name}.attn.c_attn", _graph.LayerNorm($"{name}.ln_1", tokens)), parts: 3, axis: 2); // three of [B, T, H]
        var mixed = _graph.Attention(pick(parts[0]), parts[1], parts[2], bias, _config.Heads, _config.HiddenSize);
        var attended = _operators.Add(Projection($"{name}.attn.c_proj", mixed), pick(tokens));
        var wide = _graph.Activate(_config.Activation, Projection($"{name}.mlp.c_fc", _graph.LayerNorm($"{name}.ln_2", attended)));
        return _operators.Add(Projection($"{name}.mlp.c_proj", wide), attended);
    }

    // a linear layer whose weight is kept as [in, out]
    private OnnxValue Projection(string name, OnnxValue x) =>
        _operators.Add(_operators.MatMul(x, _graph.Weight($"{name}.weight")), _graph.Weight($"{name}.bias"));
}
