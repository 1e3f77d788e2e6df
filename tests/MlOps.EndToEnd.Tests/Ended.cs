namespace MlOps.EndToEnd.Tests;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">128 and more: ended by a signal.</param>
/// <param name="Output">All of standard output.</param>
/// <param name="Error">All of standard error.</param>
internal sealed record Ended(int ExitCode, string Output, string Error)
{
    /// <summary>Everything, for the message of a failed assertion.</summary>
    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Error}";
}
