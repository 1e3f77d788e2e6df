using TorchSharp.Interop;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The bytes of a contiguous tensor of the CPU, in place.</summary>
        /// <exception cref="NotSupportedException">The tensor is not contiguous, or on another device.</exception>
        public unsafe Span<byte> bytes
        {
            get
            {
                var info = Info;
                return info.IsContiguous != 0 && info.DeviceType == (int)DeviceType.CPU
                    ? new Span<byte>((void*)info.Data, checked((int)(info.Elements * info.ElementSize)))
                    : throw new NotSupportedException("Bytes() called on a non-contiguous tensor, or one that is not on the CPU.");
            }

            set => value.CopyTo(bytes);
        }

        public Tensor alias() => Aten.Alias.Call(this);

        public Tensor clone() => Aten.Clone.Call(this);

        public Tensor contiguous() => Aten.Contiguous.Call(this);

        public Tensor copy_(Tensor source, bool nonBlocking = false)
        {
            Aten.CopyInPlace.Run(this, source, nonBlocking);
            return this;
        }

        public Tensor fill_(Scalar value)
        {
            Aten.FillInPlace.Run(this, value);
            return this;
        }

        public Tensor zero_()
        {
            Aten.ZeroInPlace.Run(this);
            return this;
        }

        public Tensor cpu() => to(DeviceType.CPU);

        public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? CUDA, non_blocking: non_blocking);

        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(Aten.ToType.Call(this, type, non_blocking, copy), disposeAfter);

        public Tensor type_as(Tensor tensor) => to_type(tensor.dtype);

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to_type(type, copy, disposeAfter, non_blocking);

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(dtype, device, copy, disposeAfter, non_blocking);

        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(device), copy, disposeAfter, non_blocking);

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(Aten.ToDevice.Call(this, device, type, non_blocking, copy), disposeAfter);

        public Tensor to(Tensor other, bool non_blocking = false) => to(other.dtype, other.device, non_blocking: non_blocking);

        /// <summary>Direct access to the elements of a tensor of the CPU.</summary>
        /// <exception cref="ArgumentException">The elements are not of type <typeparamref name="T"/>.</exception>
        public TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            RequireType<T>();
            return new TensorAccessor<T>(this);
        }

        /// <summary>The only element.</summary>
        /// <exception cref="ArgumentException">There is not exactly one, or it is not of type <typeparamref name="T"/>.</exception>
        public T item<T>()
            where T : unmanaged
        {
            if (NumberOfElements != 1)
            {
                throw new ArgumentException($"item() takes a tensor of one element, and this one has {NumberOfElements}");
            }

            RequireType<T>();
            using var here = to(DeviceType.CPU).DetachFromDisposeScope();
            return System.Runtime.InteropServices.MemoryMarshal.Read<T>(here.bytes);
        }

        private Tensor Converted(Tensor result, bool disposeAfter)
        {
            if (disposeAfter)
            {
                Dispose();
            }

            return result;
        }

        private void RequireType<T>()
            where T : unmanaged
        {
            if (ScalarTypeOf<T>() != dtype)
            {
                throw new ArgumentException($"{typeof(T).Name} is not compatible with {dtype}");
            }
        }
    }
}
