using System.Runtime.InteropServices;

using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor of libtorch: one reference to it, released by <see cref="Dispose()"/> or the finalizer.</summary>
    public partial class Tensor : IDisposable
    {
        private static long _totalCount;

        private nint _handle;

        internal Tensor(nint handle, bool register = true)
        {
            _handle = handle;
            Interlocked.Increment(ref _totalCount);
            if (register)
            {
                DisposeScope.Current?.Add(this);
            }
        }

        ~Tensor() => Dispose(false);

        /// <summary>How many tensors the process has that are neither disposed nor finalized.</summary>
        public static long TotalCount => Interlocked.Read(ref _totalCount);

        public bool IsInvalid => _handle == 0;

        /// <exception cref="InvalidOperationException">The tensor was disposed.</exception>
        public IntPtr Handle => _handle != 0 ? _handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        public string? name { get; set; }

        internal DisposeScope? OwningDisposeScope { get; set; }

        internal int IndexInScope { get; set; }

        internal unsafe TensorInfo Info
        {
            get
            {
                TensorInfo info;
                NativeMethods.Check(NativeMethods.ts_info(Handle, &info));
                GC.KeepAlive(this);
                return info;
            }
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is { } owner)
            {
                owner.MoveToOther(other, this);
            }
            else
            {
                other?.Attach(this);
            }

            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public override string ToString() => $"[{string.Join("x", shape)}], type = {dtype}, device = {device}";

        /// <summary>Gives up the handle, which a parameter takes over; this tensor is as good as disposed.</summary>
        internal nint MoveHandle()
        {
            var handle = Handle;
            _handle = 0;
            OwningDisposeScope?.Remove(this);
            Interlocked.Decrement(ref _totalCount);
            return handle;
        }

        /// <summary>Takes the place of another tensor's handle, so that whoever holds this object sees the new tensor.</summary>
        internal void TakeOver(Tensor other)
        {
            var requiresGrad = requires_grad;
            NativeMethods.ts_release(Interlocked.Exchange(ref _handle, other.MoveHandle()));
            Interlocked.Increment(ref _totalCount);
            requires_grad = requiresGrad;
        }

        protected virtual void Dispose(bool disposing)
        {
            var handle = Interlocked.Exchange(ref _handle, 0);
            if (handle == 0)
            {
                return;
            }

            if (disposing)
            {
                OwningDisposeScope?.Remove(this);
            }

            Interlocked.Decrement(ref _totalCount);
            NativeMethods.ts_release(handle);
        }
    }
}
