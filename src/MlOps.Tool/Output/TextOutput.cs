using MlOps.Diagnostics;
using MlOps.Planning;
using MlOps.Reporting;
using MlOps.Running;

namespace MlOps.Tool.Output;

/// <summary>Plain text: diagnostics in the form that MSBuild and editors read, then tables.</summary>
/// <param name="output">Standard output.</param>
internal sealed class TextOutput(TextWriter output) : ResultOutput
{
    /// <summary>What a console shows of a run.</summary>
    public static string Render(RunResult run) => LogText.Of(string.Concat(
        [
            .. run.Diagnostics().Select(diagnostic => $"{diagnostic}\n"),
            TextReport.Write(RunReport.Of(run), "Changed gates", "Gates", "Drift", "Metrics", "Fairness", "Variants", "Registration", "Steps"),
            $"run {run.Id}: {Verdicts.Word(run.Verdict)} in {Quantity.Duration(run.Seconds)}\n",
        ]));

    /// <inheritdoc/>
    public override void Diagnostics(IReadOnlyList<Diagnostic> found)
    {
        foreach (var diagnostic in found)
        {
            output.WriteLine(LogText.Of(diagnostic.ToString()));
        }
    }

    /// <inheritdoc/>
    public override void Checked(string file, int steps, IReadOnlyList<PlannedStep> plan, DiagnosticBag found)
    {
        Diagnostics(found.InOrder);
        if (!found.HasErrors)
        {
            output.WriteLine($"{file}: {Plural.Of(steps, "step")}, no mistakes found");
            foreach (var step in plan.Where(step => step.NamedBases.Count > 0))
            {
                output.WriteLine($"step '{step.Name}' begins with {string.Join(", ", step.NamedBases)}");
            }
        }
    }

    /// <inheritdoc/>
    public override void Plan(IReadOnlyList<PlannedStep> plan, IReadOnlyList<Diagnostic> found)
    {
        Diagnostics(found);
        output.Write(new TextTable("step", "kind", "would", "fingerprint").Add(plan.Select(step => new[]
        {
            step.Name, step.Check.Step.Kind.Kind, step.Kept is null ? "run" : "be reused", step.Fingerprint.Sha256[..12],
        })).ToString());
    }

    /// <inheritdoc/>
    public override void Run(RunResult run, WrittenReports? reports, WatchedFiles? watched = null)
    {
        if (reports is null)
        {
            output.Write(Render(run));
        }
        else
        {
            Published(reports);
        }
    }

    /// <summary>Writes what was rendered already.</summary>
    public void Published(WrittenReports reports)
    {
        output.Write(reports.Text);
        output.WriteLine($"report: {reports.Page}");
    }
}
