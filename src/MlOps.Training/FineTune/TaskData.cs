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
    /// <exception cref="MlOpsException">MLOPS2003: there are no rows to train on. MLOPS3006: the rows have nothing that the task could learn.</exception>
    public static TaskData Read(FineTuneSpec spec, StepContext context, BaseModel origin, torch.Device device)
    {
        var prepared = context.Input("preprocess");
        var card = prepared.Result.Data!;
        CheckTarget(spec, card, context.Location);
        var data = spec.Task switch
        {
            TaskKind.TextClassification => ReadLabelled(),
            TaskKind.Regression => new(new RegressionTask(card.Labels, device), Numbers("train"), Numbers("validation"), card.Labels),
            TaskKind.TokenClassification => new(new TaggingTask(card.Labels, device), Tagged("train"), Tagged("validation"), card.Labels),
            TaskKind.MaskedLm or TaskKind.CausalLm => new LanguageData(spec, context, origin).Read(),
            TaskKind.ImageClassification => PictureData.Read(spec, context, origin, device),
            _ => throw new MlOpsException(Rules.IncompatibleBase, context.Location, $"task {Kebab.Of(spec.Task)} is not known"),
        };
        if (data.Train.Count == 0)
        {
            data.Dispose();
            throw new MlOpsException(Rules.TooFewRows, context.Location, $"step '{context.Name}' has no rows to train on");
        }

        return data;

        ExampleReader Reader() => new(origin.Tokenizer!, spec.MaxTokens, spec.Windows, card);

        ExampleSet Examples(IReadOnlyList<Example> examples, Func<IReadOnlyList<Example>, Targets> targets) =>
            new(examples, targets, origin.Tokenizer!.PaddingId, spec.Windows);

        ExampleSet Numbers(string split) => Examples(Reader().Read(prepared.Folder, split), ExampleTargets.Numbers);

        TaggedTexts Tagged(string split) => new(Reader().ReadTagged(prepared.Folder, split), origin.Tokenizer!.PaddingId);

        TaskData ReadLabelled()
        {
            var train = Reader().Read(prepared.Folder, "train");
            var weights = spec.ClassWeights?.Resolve(card.Labels, card.MultiLabel, [.. train.Select(example => example.Labels)]);
            Func<IReadOnlyList<Example>, Targets> targets = card.MultiLabel ? rows => ExampleTargets.Indicators(rows, card.Labels.Count) : ExampleTargets.Classes;
            return new(
                new ClassificationTask(spec.Task, card.Labels, card.MultiLabel, weights, device),
                Examples(train, targets),
                Examples(Reader().Read(prepared.Folder, "validation"), targets),
                card.Labels);
        }
    }

    /// <summary>Refuses rows that do not hold what the task learns.</summary>
    /// <param name="spec">The task.</param>
    /// <param name="card">What the rows hold.</param>
    /// <param name="location">Where the step stands.</param>
    /// <exception cref="MlOpsException">MLOPS3006.</exception>
    private static void CheckTarget(FineTuneSpec spec, DataCard card, Location location)
    {
        var (expected, key) = spec.Task switch
        {
            TaskKind.Regression => ([TargetKind.Values], "values"),
            TaskKind.TokenClassification => ([TargetKind.Tags], "tags"),
            TaskKind.MaskedLm or TaskKind.CausalLm => ([], "unlabelled"),
            _ => (new[] { TargetKind.Label, TargetKind.Labels }, "label"),
        };
        if ((spec.Task == TaskKind.ImageClassification) != (card.Preparation.Input == InputKind.Image))
        {
            throw new MlOpsException(Rules.BadLabels, location, $"the task is {Kebab.Of(spec.Task)}, and the preprocess step gives rows of {Kebab.Of(card.Preparation.Input)}; expected image-classification beside its key 'image', and there only");
        }

        if (expected.Length > 0 && !expected.Contains(card.Target))
        {
            throw new MlOpsException(Rules.BadLabels, location, $"the task is {Kebab.Of(spec.Task)}, and the preprocess step gives rows with '{Kebab.Of(card.Target)}'; expected its key '{key}'");
        }

        if (card.Target == TargetKind.Label && card.Labels.Count == 1)
        {
            throw new MlOpsException(Rules.BadLabels, location, $"every row has the label '{card.Labels[0]}'; a classifier needs at least two labels to choose from");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Task.Dispose();
}
