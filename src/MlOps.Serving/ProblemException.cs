namespace MlOps.Serving;

/// <summary>Ends a request with a problem.</summary>
/// <param name="problem">What the client is told.</param>
public sealed class ProblemException(Problem problem) : Exception(problem.Message)
{
    /// <summary>What the client is told.</summary>
    public Problem Problem { get; } = problem;
}
