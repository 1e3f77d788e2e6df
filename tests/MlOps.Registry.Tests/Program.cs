using MlOps.Registry.Tests.Race;
using Xunit.Runner.InProc.SystemConsole;

namespace MlOps.Registry.Tests;

/// <summary>Runs the tests, or one process of a test that kills processes.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args) => args switch
    {
        [Worker.Word, .. var rest] => Worker.Run(rest),
        [Racer.Word, .. var rest] => Racer.Run(rest),
        [Observer.Word, .. var rest] => Observer.Run(rest),
        _ => await ConsoleRunner.Run(args),
    };
}
