using MlOps.Running;

namespace MlOps.Tool.Publishing;

/// <summary>Passes the events of a run on to two listeners.</summary>
/// <param name="first">Hears each event first.</param>
/// <param name="second">Hears it then.</param>
internal sealed class RunProgress(IProgress<RunEvent> first, IProgress<RunEvent> second) : IProgress<RunEvent>
{
    /// <inheritdoc/>
    public void Report(RunEvent value)
    {
        first.Report(value);
        second.Report(value);
    }
}
