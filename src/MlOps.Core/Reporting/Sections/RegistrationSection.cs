using MlOps.Registry;
using MlOps.Reporting.Content;
using MlOps.Running;

namespace MlOps.Reporting.Sections;

/// <summary>What became of the model.</summary>
internal static class RegistrationSection
{
    public static ReportSection Of(RunResult run) => new(
        "Registration",
        [.. run.Steps.Select(step => step.Result?.Registration).OfType<Registration>().Select(registration => new ReportBlock.Paragraph(Sentences(registration)))]);

    private static IReadOnlyList<ReportText> Sentences(Registration registration) =>
    [
        ReportText.Code(registration.Model),
        $" version {registration.Version} is in ",
        new(registration.Stage.ToString(), registration.Refused is null ? TextKind.Good : TextKind.Bad),
        registration.Replaced is { } replaced ? $"; version {replaced} was archived." : ".",
        registration.IsNew ? "" : " Its content was registered before.",
        registration.Refused is { } why ? $" It did not get the stage that the pipeline asks for: {why}." : "",
        registration.Waits is { } waits ? $" It waits for {waits} before it gets the stage that the pipeline asks for." : "",
        " Content hash ",
        ReportText.Code(registration.ContentHash),
        ".",
    ];
}
