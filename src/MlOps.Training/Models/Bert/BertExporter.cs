using MlOps.Models;
using MlOps.Training.Export;
using MlOps.Training.Export.Format;

namespace MlOps.Training.Models.Bert;

/// <summary>
/// Writes BERT as ONNX. Inputs: <c>input_ids</c>, <c>attention_mask</c>, <c>token_type_ids</c>, int64 [batch, sequence]. Outputs: <c>logits</c>, and
/// <c>probabilities</c> for classification; float [batch, outputs], for tokens [batch, sequence, outputs].
/// </summary>
public static class BertExporter
{
    private const string Family = BertArchitecture.ModelType;

    /// <summary>Writes the file.</summary>
    /// <param name="path">A <c>model.onnx</c>; an existing one is replaced.</param>
    /// <param name="config">The encoder's shape.</param>
    /// <param name="request">Head, labels and weights.</param>
    public static void Write(string path, BertConfig config, ExportRequest request) => OnnxFile.Write(path, Build(config, request));

    /// <inheritdoc cref="Write"/>
    internal static ModelProto Build(BertConfig config, ExportRequest request)
    {
        var graph = new TransformerGraph(Family, request.Weight, config.LayerNormEpsilon);
        var ids = graph.InputIds();
        var layers = new BertLayers(graph, config, "bert.");
        graph.Operators.Outputs(request, request.Head.Task switch
        {
            TaskKind.TokenClassification => graph.ClassifyTokens("classifier", layers.All(ids), request.Head),
            TaskKind.MaskedLm => Guess(graph, config, layers, ids),
            _ => graph.Classify("classifier", graph.Operators.Tanh(graph.Linear("bert.pooler.dense", layers.First(ids))), request.Head),
        });
        return graph.Operators.ToModel(Family, request);
    }

    // -> [B, T, V]
    private static OnnxValue Guess(TransformerGraph graph, BertConfig config, BertLayers layers, OnnxValue ids)
    {
        const string Head = "cls.predictions";
        var dense = graph.Activate(config.Activation, graph.Dense($"{Head}.transform.dense", layers.All(ids))); // [B, T, H]
        var transformed = graph.LayerNorm($"{Head}.transform.LayerNorm", dense);
        var scores = graph.Decode(transformed, layers.Words, ids, (config.VocabularySize, config.HiddenSize));
        return graph.Operators.Add(scores, graph.Weight($"{Head}.bias"));
    }
}
