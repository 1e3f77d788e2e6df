using System.Globalization;
using MlOps.Reporting.Content;
using MlOps.Running;

namespace MlOps.Reporting.Sections;

/// <summary>Which run this is, and where it ran.</summary>
internal static class RunSection
{
    public static ReportSection Of(RunResult run) => new(
        "This run",
        [
            new ReportBlock.Facts(
            [
                ("Run", ReportText.Code(run.Id)),
                ("Pipeline", ReportText.Code(run.File)),
                ("Profile", run.Profile is { } profile ? ReportText.Code(profile) : "none"),
                ("Seed", run.Seed.ToString(CultureInfo.InvariantCulture)),
                ("Started", run.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)),
                ("Time", Quantity.Duration(run.Seconds)),
                .. run.Published is { } published ? Shown(published) : [],
                .. run.Environment.Select(fact => (char.ToUpperInvariant(fact.Key[0]) + fact.Key[1..], ReportText.Code(fact.Value))),
            ]),
        ]);

    private static (string, ReportText)[] Shown(PublishedReport published) =>
    [
        ("On GitHub", Place(published.Rung)),
        .. published.Why is { } why ? [("Why no higher", why)] : Array.Empty<(string, ReportText)>(),
        .. published.Address is { } address ? [("Its page", ReportText.Code(address.AbsoluteUri))] : Array.Empty<(string, ReportText)>(),
    ];

    private static string Place(Rung rung) => rung switch
    {
        Rung.Check => "a check run",
        Rung.Status => "a commit status",
        Rung.Summary => "the job summary alone",
        _ => "nothing; the console alone",
    };
}
