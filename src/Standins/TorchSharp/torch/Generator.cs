using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The default random number generator of every device; there are no others here.</summary>
    public class Generator : IDisposable
    {
        private Generator()
        {
        }

        public static Generator Default { get; } = new();

        public Generator manual_seed(long seed)
        {
            NativeMethods.Check(NativeMethods.ts_manual_seed(seed));
            return this;
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
        }
    }
}
