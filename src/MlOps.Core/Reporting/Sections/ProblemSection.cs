using MlOps.Diagnostics;
using MlOps.Reporting.Content;
using MlOps.Running;

namespace MlOps.Reporting.Sections;

/// <summary>Failures and warnings, and what to do about them.</summary>
internal static class ProblemSection
{
    public static ReportSection Of(RunResult run)
    {
        Diagnostic[] problems = [.. run.Diagnostics().OrderByDescending(problem => problem.Rule.Severity)];
        return new("Problems", problems.Length == 0 ? [] : [Table(problems)]);
    }

    private static ReportBlock.Table Table(IEnumerable<Diagnostic> problems) => new(
        "Problems, the worst first",
        [new("Code"), new("Place"), new("Problem"), new("Cure")],
        [.. problems.Take(ReportBlock.Table.MaxRows).Select(Row)]);

    private static IReadOnlyList<ReportText> Row(Diagnostic problem) =>
    [
        new(problem.Rule.Code, problem.Rule.Severity == Severity.Error ? TextKind.Bad : TextKind.Plain),
        ReportText.Code(problem.Location.ToString()),
        problem.Message,
        problem.Rule.Cure,
    ];
}
