using System.Text.Json;
using MlOps.Models;
using MlOps.Spec;
using MlOps.Training.Export.Format;
using MlOps.Training.Models;

namespace MlOps.Training.Export;

/// <content>What every exported model gives, whatever its family.</content>
internal sealed partial class OnnxGraph
{
    /// <summary>Declares the outputs of a task: <c>logits</c>, and <c>probabilities</c> where classes are told apart.</summary>
    /// <param name="request">The task and its head.</param>
    /// <param name="logits">[batch, outputs]; [batch, sequence, outputs] for token classification and language models.</param>
    public void Outputs(ExportRequest request, OnnxValue logits)
    {
        string[] dimensions = request.Head.Task is TaskKind.TokenClassification or TaskKind.MaskedLm or TaskKind.CausalLm ? ["batch", "sequence"] : ["batch"];
        Output("logits", logits, dimensions, request.Head.Outputs);
        if (request.Head.Task is TaskKind.TextClassification or TaskKind.ImageClassification or TaskKind.TokenClassification)
        {
            Output("probabilities", request.MultiLabel ? Sigmoid(logits) : Softmax(logits), dimensions, request.Head.Outputs);
        }
    }

    /// <summary>The file's content. The graph is not to be changed afterwards.</summary>
    /// <param name="family">The architecture family, for whoever opens the file.</param>
    /// <param name="request">Task and labels, likewise.</param>
    public ModelProto ToModel(string family, ExportRequest request) => ToModel(
    [
        new("family", family),
        new("task", Kebab.Of(request.Head.Task)),
        new("labels", JsonSerializer.Serialize(request.Labels)),
    ]);
}
