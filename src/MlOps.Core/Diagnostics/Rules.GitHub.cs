namespace MlOps.Diagnostics;

/// <content>61xx: reports to GitHub.</content>
public static partial class Rules
{
    /// <summary>A report that GitHub did not take in the form that was asked for.</summary>
    public static readonly Rule LowerRung = new("MLOPS6101", Severity.Warning, "report on a lower rung", "Give the token the permission that the message names, or wait until GitHub answers again; docs/github.md tells which.");

    /// <summary>A report below the rung that <c>--require</c> asks for.</summary>
    public static readonly Rule RungRequired = new("MLOPS6102", Severity.Error, "required report not written", "Mend what keeps the report from GitHub, then run 'dotnet mlops report'; or leave --require out.");

    /// <summary>A pull request's comment that could not be written.</summary>
    public static readonly Rule NoComment = new("MLOPS6103", Severity.Warning, "comment not written", "Give the token the permission 'pull-requests: write', or set 'comment: false'.");

    /// <summary>A token, key or address by which nobody can sign in to GitHub.</summary>
    public static readonly Rule BadSignIn = new("MLOPS6104", Severity.Error, "cannot sign in to GitHub", "Correct the environment variable that the message names.");

    /// <summary>A run's folder that cannot be published.</summary>
    public static readonly Rule BadRunFolder = new("MLOPS6105", Severity.Error, "bad run folder", "Give the folder of a run, as it stands in .mlops/runs or as it was uploaded.");

    /// <summary>A report for which it is not known where it belongs.</summary>
    public static readonly Rule UnknownTarget = new("MLOPS6106", Severity.Error, "unknown repository or commit", "Give --repository and --commit, or run in a build server's job.");

    /// <summary>A run that left no record.</summary>
    public static readonly Rule RunLost = new("MLOPS6107", Severity.Error, "the run was lost", "Run again; the machine or the process ended before the run did.");
}
