using MlOps.Models;
using MlOps.Training.Export;
using MlOps.Training.Models.Bert;

namespace MlOps.Training.Models.Roberta;

/// <summary>
/// Writes RoBERTa as ONNX. Inputs: <c>input_ids</c>, <c>attention_mask</c>, int64 [batch, sequence]; <c>token_type_ids</c> where the model tells segments apart.
/// Outputs: <c>logits</c>, and <c>probabilities</c> for classification; float [batch, outputs], for tokens [batch, sequence, outputs].
/// </summary>
internal static class RobertaExporter
{
    /// <summary>Writes the file.</summary>
    /// <param name="path">A <c>model.onnx</c>; an existing one is replaced.</param>
    /// <param name="family">The family's name; kept in the file's metadata.</param>
    /// <param name="config">The encoder's shape.</param>
    /// <param name="request">Head, labels and weights.</param>
    public static void Write(string path, string family, BertConfig config, ExportRequest request)
    {
        var graph = new TransformerGraph(family, request.Weight, config.LayerNormEpsilon);
        var ids = graph.InputIds();
        var layers = new BertLayers(graph, config, "roberta.");
        graph.Operators.Outputs(request, request.Head.Task switch
        {
            TaskKind.TokenClassification => graph.ClassifyTokens("classifier", layers.All(ids), request.Head),
            TaskKind.MaskedLm => Guess(graph, config, layers, ids),
            _ => graph.Classify(
                "classifier.out_proj", graph.Operators.Tanh(graph.Linear("classifier.dense", layers.First(ids))), request.Head),
        });
        OnnxFile.Write(path, graph.Operators.ToModel(family, request));
    }

    // -> [B, T, V]
    private static OnnxValue Guess(TransformerGraph graph, BertConfig config, BertLayers layers, OnnxValue ids)
    {
        var dense = graph.Operators.Gelu(graph.Dense("lm_head.dense", layers.All(ids))); // [B, T, H]
        var scores = graph.Decode(graph.LayerNorm("lm_head.layer_norm", dense), layers.Words, ids, (config.VocabularySize, config.HiddenSize));
        return graph.Operators.Add(scores, graph.Weight("lm_head.bias"));
    }
}
