using System.CommandLine;
using MlOps.Diagnostics;
using MlOps.Inference.Evaluate;
using MlOps.Metrics;
using MlOps.Planning;
using MlOps.Reporting.Ci;
using MlOps.Spec;

namespace MlOps.Tool.Commands;

/// <summary>
/// <c>--gates-from REVISION</c>: judges by the gates of another revision as well. In the build of a pull request the gates of the
/// branch that it goes to are compared in any case, so that nobody lowers the bar unseen.
/// </summary>
/// <param name="tool">The process.</param>
internal sealed class GatesFromOption(ToolContext tool)
{
    /// <summary>The option itself.</summary>
    public Option<string?> Option { get; } = new("--gates-from") { Description = "Judge by the gates of this revision of the pipeline as well, such as origin/main", HelpName = "REVISION" };

    /// <summary>True when the gates of another revision matter to this run.</summary>
    /// <param name="parsed">The command line.</param>
    public bool IsAsked(ParseResult parsed) => parsed.GetValue(Option) is not null || BaseBranch() is not null;

    /// <summary>Compares the gates, and adds those of the other revision where the option asks for it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="pipeline">The pipeline, read without an error.</param>
    /// <returns>The pipeline that is to be run, and its gates beside the others; null when there is nothing to compare with.</returns>
    /// <exception cref="MlOpsException">MLOPS2011: the option names a revision whose gates cannot be read or judged.</exception>
    public (LoadedPipeline Pipeline, GateReview? Review) Apply(ParseResult parsed, LoadedPipeline pipeline)
    {
        if (parsed.GetValue(Option) is { } revision)
        {
            if (Read(pipeline, revision) is not { } other)
            {
                return (pipeline, new(revision, Judged: true, Unread: null, []));
            }

            var spec = GateOverlay.Apply(pipeline.Spec!, other, revision);
            var review = new GateReview(revision, Judged: true, Unread: null, GateOverlay.Compare(pipeline.Spec!, other));
            return (pipeline with { Spec = spec, Checks = SpecChecker.Check(spec, new()) }, review);
        }

        return (pipeline, BaseBranch() is { } branch ? Compare(pipeline, $"origin/{branch}") : null);
    }

    private static GateReview Compare(LoadedPipeline pipeline, string revision)
    {
        try
        {
            return new(revision, Judged: false, Unread: null, Read(pipeline, revision) is { } other ? GateOverlay.Compare(pipeline.Spec!, other) : []);
        }
        catch (MlOpsException e)
        {
            return new(revision, Judged: false, e.Diagnostic.Message, []);
        }
    }

    // null where that revision has no such pipeline: whoever adds the first one lowers nothing
    private static PipelineSpec? Read(LoadedPipeline pipeline, string revision)
    {
        var path = Path.Combine(pipeline.Spec!.Folder, Path.GetFileName(pipeline.Spec.File));
        if (GitRevision.ReadFile(path, revision) is not { } text)
        {
            return null;
        }

        var source = pipeline.Source! with { File = $"{revision}:{pipeline.Spec.File}", Text = text, IgnoresUnknownParameters = true };
        var found = new DiagnosticBag();
        var spec = SpecReader.Read(source, StepKinds.Create(() => pipeline.Registry), found);
        if (found.All.Any(problem => problem.Rule == Rules.UnknownProfile))
        {
            found = new();
            spec = SpecReader.Read(source with { Profile = null }, StepKinds.Create(() => pipeline.Registry), found);
        }

        return found.InOrder.FirstOrDefault(problem => problem.Rule.Severity == Severity.Error) is { } mistake
            ? throw new MlOpsException(Rules.UnreadableRevision, new("--gates-from"), $"the pipeline of '{revision}' has mistakes; the first one is {mistake}")
            : spec;
    }

    private string? BaseBranch() => CiDetector.Detect(tool.Environment, new DiagnosticBag())?.BaseBranch;
}
