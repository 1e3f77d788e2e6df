using MlOps.Spec;

namespace MlOps.Steps.Preprocess;

/// <summary>What a preprocess step does.</summary>
public sealed record PreprocessSpec : StepSpec
{
    /// <summary>The data file or folder; null when the split names files of its own.</summary>
    public required SpecText? Data { get; init; }

    /// <summary>What of a row the model reads.</summary>
    public InputKind Input { get; init; }

    /// <summary>The column that the model reads: a text, or the path of a picture.</summary>
    public required SpecText Text { get; init; }

    /// <summary>The column of a second text that goes with it; null where there is one text.</summary>
    public required SpecText? Pair { get; init; }

    /// <summary>What is learnt of a row.</summary>
    public required TargetSpec Target { get; init; }

    /// <summary>Cleaning steps, in order.</summary>
    public required IReadOnlyList<string> Clean { get; init; }

    /// <summary>Kinds of personal data to redact.</summary>
    public required IReadOnlyList<string> Redact { get; init; }

    /// <summary>Reasons for which rows are dropped.</summary>
    public required IReadOnlyList<DropRule> Drop { get; init; }

    /// <summary>Rows to keep at most; null keeps all.</summary>
    public required int? Subset { get; init; }

    /// <summary>Which rows are new; null takes all.</summary>
    public WatermarkSpec? Watermark { get; init; }

    /// <summary>How the rows are divided.</summary>
    public required SplitSpec Split { get; init; }

    /// <summary>How a raw row becomes what the model reads.</summary>
    public Preparation Preparation => new(Text, Clean, Redact) { Input = Input, PairColumn = Pair?.Value };

    /// <summary>The columns that the model reads or learns from, each with its place.</summary>
    public IEnumerable<SpecText> UsedColumns => ((SpecText?[])[Text, Pair]).OfType<SpecText>().Concat(Target.Columns);

    /// <summary>Every data file or folder that is read.</summary>
    public IEnumerable<SpecText> Sources =>
        ((SpecText?[])[Data, Split.Train.File, Split.Validation.File, Split.Test.File]).OfType<SpecText>();

    /// <summary>True when rows are dropped for this reason.</summary>
    /// <param name="reason">One of the constants of <see cref="DropRule"/>.</param>
    internal bool Drops(string reason) => Drop.Any(rule => rule.Reason == reason);
}
