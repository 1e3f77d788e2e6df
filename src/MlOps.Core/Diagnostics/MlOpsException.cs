namespace MlOps.Diagnostics;

/// <summary>A failure that the user can mend; <c>Program</c> prints its diagnostic.</summary>
/// <param name="diagnostic">What to print.</param>
/// <param name="inner">What was thrown below, where there is one.</param>
public sealed class MlOpsException(Diagnostic diagnostic, Exception? inner = null) : Exception(diagnostic.ToString(), inner)
{
    /// <summary>Creates the failure from its parts.</summary>
    /// <param name="rule">The entry of the catalogue.</param>
    /// <param name="location">Where the reader must look.</param>
    /// <param name="message">What was found, what was expected, what to do.</param>
    /// <param name="inner">What was thrown below, where there is one.</param>
    public MlOpsException(Rule rule, Location location, string message, Exception? inner = null)
        : this(new Diagnostic(rule, location, message), inner)
    {
    }

    /// <summary>What to print.</summary>
    public Diagnostic Diagnostic { get; } = diagnostic;
}
