namespace MlOps.Diagnostics;

/// <content>81xx: the MSBuild package, which starts the tool as a process and so spells these codes itself.</content>
public static partial class Rules
{
    /// <summary>A build that cannot start the tool.</summary>
    public static readonly Rule ToolNotStarted = new("MLOPS8101", Severity.Error, "tool not started", "Run 'dotnet tool restore', or install the tool with 'dotnet tool install dotnet-mlops'.");

    /// <summary>A tool that ended without saying why.</summary>
    public static readonly Rule ToolEnded = new("MLOPS8102", Severity.Error, "tool ended unexpectedly", "Read what it printed: build again with '-v detailed', or look into the binary log.");
}
