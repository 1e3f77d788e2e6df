using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Spec;
using MlOps.Steps;
using MlOps.Training.Data;
using MlOps.Training.Tasks;
using TorchSharp;

namespace MlOps.Training.FineTune;

/// <summary>What a fine-tune step learns, and from which rows.</summary>
/// <param name="Task">Loss and metrics.</param>
/// <param name="Train">Rows to learn from.</param>
/// <param name="Validation">Rows to choose the best epoch by; it may have none.</param>
/// <param name="Labels">Names of the outputs: labels, tags or targets; none for language models.</param>
internal sealed record TaskData(LearningTask Task, TrainingSet Train, TrainingSet Validation, IReadOnlyList<string> Labels) : IDisposable
{
    /// <summary>Reads the prepared rows as the task needs them.</summary>
    /// <param name="spec">The task and its settings.</param>
    /// <param name="context">Names the preprocess step's output.</param>
    /// <param name="origin">The base model, whose tokenizer reads texts.</param>
    /// <param name="device">Where the network will be.</param>
    /// <exception cref="MlOpsException">MLOPS2003: there are no rows to train on. MLOPS3006: the labels are none that can be learnt.</exception>
    public static TaskData Read(FineTuneSpec spec, StepContext context, BaseModel origin, torch.Device device)
    {
        var data = spec.Task switch
        {
            TaskKind.TextClassification => ReadLabelledTexts(spec, context, origin, device),
            _ => throw new MlOpsException(Rules.IncompatibleBase, context.Location, $"task {Kebab.Of(spec.Task)} is not known"),
        };
        if (data.Train.Count == 0)
        {
            data.Dispose();
            throw new MlOpsException(Rules.TooFewRows, context.Location, $"step '{context.Name}' has no rows to train on");
        }

        return data;
    }

    /// <inheritdoc/>
    public void Dispose() => Task.Dispose();

    private static TaskData ReadLabelledTexts(FineTuneSpec spec, StepContext context, BaseModel origin, torch.Device device)
    {
        var prepared = context.Input("preprocess");
        var card = prepared.Result.Data!;
        if (!card.MultiLabel && card.Labels.Count == 1)
        {
            throw new MlOpsException(
                Rules.BadLabels, context.Location, $"every row has the label '{card.Labels[0]}'; a classifier needs at least two labels to choose from");
        }

        var reader = new ExampleReader(origin.Tokenizer!, spec.MaxTokens, card);
        var train = reader.Read(prepared.Folder, "train");
        var weights = spec.ClassWeights?.Resolve(card.Labels, card.MultiLabel, train);
        return new(
            new ClassificationTask(spec.Task, card.Labels, card.MultiLabel, weights, device),
            Set(train),
            Set(reader.Read(prepared.Folder, "validation")),
            card.Labels);

        LabelledTexts Set(IReadOnlyList<Example> examples) => new(examples, card.Labels.Count, card.MultiLabel, origin.Tokenizer!.PaddingId);
    }
}
