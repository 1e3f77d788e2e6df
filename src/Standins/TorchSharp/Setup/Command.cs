using System.ComponentModel;
using System.Diagnostics;

namespace TorchSharp.Setup;

/// <summary>How a program that was run ended, with what it wrote to both of its streams.</summary>
internal sealed record Command(int ExitCode, string Output)
{
    /// <returns>Null where there is no such program.</returns>
    public static Command? TryRun(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return new Command(process.ExitCode, output + errors.GetAwaiter().GetResult());
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
