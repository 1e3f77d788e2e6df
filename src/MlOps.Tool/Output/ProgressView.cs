using MlOps.Running;

namespace MlOps.Tool.Output;

/// <summary>Shows a run's progress: live on a terminal, plain lines elsewhere.</summary>
internal static class ProgressView
{
    /// <summary>Runs something and shows its progress.</summary>
    /// <typeparam name="T">What it returns.</typeparam>
    /// <param name="tool">The process.</param>
    /// <param name="run">Runs it, given where events go.</param>
    public static Task<T> WatchAsync<T>(ToolContext tool, Func<IProgress<RunEvent>, Task<T>> run) =>
        tool.ErrorIsTerminal ? LiveProgress.WatchAsync(run) : run(new PlainProgress(tool.Error, tool.Time));
}
