using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>libtorch's version, such as 1.13.0.</summary>
    public static string __version__ => Marshal.PtrToStringUTF8(NativeMethods.ts_version())!;

    public static Generator manual_seed(long seed) => random.manual_seed(seed);

    public static int get_num_threads() => NativeMethods.ts_get_num_threads();

    public static void set_num_threads(int num) => NativeMethods.Check(NativeMethods.ts_set_num_threads(num));

    public static bool cuda_is_available() => cuda.is_available();

    public static partial class random
    {
        public static Generator manual_seed(long seed) => Generator.Default.manual_seed(seed);
    }

    public static partial class cuda
    {
        public static bool is_available() => device_count() > 0;

        public static int device_count() => NativeMethods.ts_device_count((int)DeviceType.CUDA);

        public static void synchronize(Device? device = null) =>
            NativeMethods.Check(NativeMethods.ts_synchronize((int)DeviceType.CUDA, device?.index ?? -1));
    }
}
