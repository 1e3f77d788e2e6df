using MlOps.Diagnostics;
using MlOps.Metrics;
using MlOps.Metrics.Fairness;
using MlOps.Models;
using MlOps.Spec;
using MlOps.Steps;
using MlOps.Steps.Preprocess;

namespace MlOps.Inference.Evaluate;

/// <summary>The rows that models are judged on; what is true of them depends on the task.</summary>
internal abstract class TestRows
{
    private readonly IReadOnlyList<PreparedRow> _rows;

    /// <summary>Takes the rows.</summary>
    /// <param name="rows">At least one row.</param>
    /// <param name="pictures">Finds their pictures; null where rows are texts.</param>
    protected TestRows(IReadOnlyList<PreparedRow> rows, PicturePaths? pictures)
    {
        _rows = rows;
        Inputs = [.. rows.Select(row => RowInput.Of(row, pictures))];
    }

    /// <summary>What models read.</summary>
    public IReadOnlyList<RowInput> Inputs { get; }

    /// <summary>Lists of terms, whose names stand beside those of columns.</summary>
    public IReadOnlyList<TermList> Lists { get; private set; } = [];

    /// <summary>Number of rows.</summary>
    protected int Count => _rows.Count;

    /// <summary>The rows of the candidate's task.</summary>
    /// <param name="rows">At least one row.</param>
    /// <param name="model">The candidate.</param>
    /// <param name="spec">Names the lists of terms.</param>
    /// <param name="context">Names the pictures' folder, and the step's place.</param>
    /// <exception cref="MlOpsException">MLOPS4007: a row has a label that the model does not know, or lacks what the model predicts.</exception>
    public static TestRows Of(IReadOnlyList<PreparedRow> rows, ModelDescription model, EvaluateSpec spec, StepContext context)
    {
        var made = Of(rows, model, context);
        made.Lists = [.. spec.TermLists.Select(list => list.Load(context))];
        return made;
    }

    private static TestRows Of(IReadOnlyList<PreparedRow> rows, ModelDescription model, StepContext context)
    {
        var pictures = model.Pictures is null ? null : PicturePaths.Of(context);
        return model.TaskKind switch
        {
            TaskKind.Regression => new NumberedRows(rows, model.Labels, context.Location),
            TaskKind.TokenClassification => new TaggedTestRows(rows, model.Labels, context.Location),
            TaskKind.MaskedLm or TaskKind.CausalLm => new PlainRows(rows),
            _ => new LabelledRows(rows, pictures, model.Labels, model.MultiLabel, context.Location),
        };
    }

    /// <summary>Puts a model's answers beside what is true.</summary>
    /// <param name="answers">One a row, in their order.</param>
    /// <param name="model">The model that gave them; it knows the candidate's labels, maybe in another order.</param>
    public abstract TaskScores Score(IReadOnlyList<Answer> answers, ModelDescription model);

    /// <summary>What a model says of each row, for the file of predictions.</summary>
    /// <param name="answers">One a row, in their order.</param>
    /// <param name="scored">The same rows, scored.</param>
    public IEnumerable<PredictedRow> Predicted(IReadOnlyList<Answer> answers, TaskScores scored) =>
        _rows.Select((row, index) => Predicted(row, index, answers[index], scored));

    /// <summary>The metrics of a model for each value of some columns.</summary>
    /// <param name="scored">The rows as the model scores them.</param>
    /// <param name="columns">The columns, in the order in which the slices come; values come in ordinal order.</param>
    /// <param name="selection">The metrics to keep.</param>
    public IReadOnlyList<SliceScore> Slice(TaskScores scored, IEnumerable<SpecText> columns, MetricSelection selection) =>
    [
        .. columns.Select(column => column.Value).SelectMany(column => Enumerable.Range(0, _rows.Count)
            .GroupBy(row => GroupOf(row, column), StringComparer.Ordinal)
            .OrderBy(slice => slice.Key, StringComparer.Ordinal)
            .Select(slice => new SliceScore(column, slice.Key, slice.Count(), selection.OfSlice(scored.ComputeSlice([.. slice]))))),
    ];

    /// <summary>[N], each row's value of a column, or its slice by a list of terms.</summary>
    /// <param name="column">The column, or the list's name.</param>
    public IReadOnlyList<string> GroupsOf(string column) => [.. Enumerable.Range(0, _rows.Count).Select(row => GroupOf(row, column))];

    private string GroupOf(int row, string column) => Lists.FirstOrDefault(list => list.Name == column) is { } list
        ? list.GroupOf(Inputs[row].Pair is { } pair ? $"{Inputs[row].Text} {pair}" : Inputs[row].Text)
        : _rows[row].Columns.GetValueOrDefault(column, "");

    /// <summary>One line of the file of predictions.</summary>
    /// <param name="row">The row.</param>
    /// <param name="index">Its place.</param>
    /// <param name="answer">What the model says.</param>
    /// <param name="scored">The rows, scored.</param>
    protected abstract PredictedRow Predicted(PreparedRow row, int index, Answer answer, TaskScores scored);

    /// <summary>The place of each of the candidate's labels in another model's.</summary>
    /// <param name="labels">The candidate's.</param>
    /// <param name="others">The model's; the same set.</param>
    protected static int[] PlacesOf(IReadOnlyList<string> labels, IReadOnlyList<string> others) =>
        [.. labels.Select(label => others.Index().First(other => other.Item == label).Index)];
}
