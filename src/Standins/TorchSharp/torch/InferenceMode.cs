using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>Switches the calling thread's inference mode until it is disposed, on the same thread.</summary>
internal sealed class InferenceMode(bool enabled) : IDisposable
{
    private nint _mode = NativeMethods.ts_enter_inference(enabled ? 1 : 0);

    public void Dispose()
    {
        NativeMethods.ts_leave_inference(_mode);
        _mode = 0;
    }
}
