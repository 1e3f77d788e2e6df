namespace MlOps.Tool.Tests;

/// <summary>How a command ended and what it wrote.</summary>
internal sealed record Ended(int ExitCode, string Out, string Error);
