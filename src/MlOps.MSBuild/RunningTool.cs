using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MlOps.MSBuild;

/// <summary>The tool's process while it runs, and whether it was asked to end.</summary>
internal sealed class RunningTool
{
    private const int Terminated = 15; // SIGTERM: dotnet passes it on to the tool, which stops at its next batch or file

    private readonly TaskCompletionSource<bool> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly object _gate = new();
    private int? _id;

    /// <summary>True when the process was asked to end.</summary>
    public bool IsTerminated { get; private set; }

    /// <summary>Remembers the process.</summary>
    public void Started(Process process)
    {
        lock (_gate)
        {
            _id = process.Id;
        }
    }

    /// <summary>Forgets the process, which has ended: another one may get its id.</summary>
    public void End()
    {
        lock (_gate)
        {
            _id = null;
        }

        _ = _ended.TrySetResult(true);
    }

    /// <summary>Waits for the end of the process, but no longer than the time given.</summary>
    /// <returns>True when it has ended.</returns>
    public async Task<bool> EndsWithin(TimeSpan time) => await Task.WhenAny(_ended.Task, Task.Delay(time)).ConfigureAwait(false) == _ended.Task;

    /// <summary>Asks the process to end.</summary>
    /// <returns>False when it cannot be asked: it does not run, or the system knows no such request.</returns>
    public bool Terminate()
    {
        lock (_gate)
        {
            IsTerminated = true;
            return _id is { } id && !RuntimeInformation.IsOSPlatform(OSPlatform.Windows) && Kill(id, Terminated) == 0;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
