using Xunit.Runner.InProc.SystemConsole;

namespace MlOps.Registry.Tests;

/// <summary>Runs the tests, or one process of a test that kills processes.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args) =>
        args is [Worker.Word, .. var rest] ? Worker.Run(rest) : await ConsoleRunner.Run(args);
}
