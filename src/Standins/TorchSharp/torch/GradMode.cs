using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>Switches the calling thread's gradient mode until it is disposed.</summary>
internal sealed class GradMode(bool enabled) : IDisposable
{
    private readonly int _before = NativeMethods.ts_grad_mode(enabled ? 1 : 0);

    public void Dispose() => _ = NativeMethods.ts_grad_mode(_before);
}
