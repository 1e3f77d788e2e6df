using MlOps.Spec;
using MlOps.Steps;

namespace MlOps.Tests.Spec;

/// <summary>A kind of step for tests: writes a text some times into one file.</summary>
internal sealed class WriteStep(Action<StepContext>? onRun = null) : Step<WriteSpec>
{
    public override string Kind => "write";

    public override string About => "Writes a text";

    public override int CodeVersion => 1;

    public override bool Computes => true;

    public override bool Trains => IsTraining;

    /// <summary>True to count as a step that trains.</summary>
    public bool IsTraining { get; init; }

    /// <summary>True to take the files for base models.</summary>
    public bool ReadsBases { get; init; }

    /// <summary>How often the step ran.</summary>
    public int Runs { get; private set; }

    public override WriteSpec Read(SpecMap map) => new(
        map.Text("text", "What to write"),
        map.Whole("times", 1, 9, otherwise: 1, "How often"),
        map.Number("share", 0, 1, otherwise: 0.5, "A share"),
        map.Flag("loud", false, "In capitals"),
        map.Choice("mode", WriteMode.PlainText, "How"),
        map.Words("tags", ["one", "two"], "Tags"),
        map.Texts("files", "Files to read"),
        map.OptionalMap("frame", "A frame", frame => new WriteFrame(frame.Whole("width", 1, 80, 10, "Width"))));

    protected override IEnumerable<SpecText> Inputs(WriteSpec spec) => ReadsBases ? [] : spec.Files;

    protected override IEnumerable<SpecText> Bases(WriteSpec spec) => ReadsBases ? spec.Files : [];

    // a file of this ending names files, a line each
    protected override IEnumerable<string> NamedFiles(WriteSpec spec, Func<string, string> fullPath) =>
        spec.Files.Where(file => file.Value.EndsWith(".list", StringComparison.Ordinal)).SelectMany(file => File.ReadLines(fullPath(file))).Select(fullPath);

    protected override Task<StepResult> RunAsync(WriteSpec spec, StepContext context, CancellationToken ct)
    {
        Runs++;
        onRun?.Invoke(context);
        ct.ThrowIfCancellationRequested();
        File.WriteAllText(Path.Combine(context.OutputFolder, "out.txt"), string.Concat(Enumerable.Repeat(spec.Text.Value, spec.Times)));
        return Task.FromResult(new StepResult { Metrics = new Dictionary<string, double?> { ["times"] = spec.Times } });
    }
}

internal sealed record WriteSpec(
    SpecText Text,
    int Times,
    double Share,
    bool Loud,
    WriteMode Mode,
    IReadOnlyList<SpecText> Tags,
    IReadOnlyList<SpecText> Files,
    WriteFrame? Frame) : StepSpec;

internal sealed record WriteFrame(int Width);

internal enum WriteMode
{
    PlainText,
    RichText,
}
