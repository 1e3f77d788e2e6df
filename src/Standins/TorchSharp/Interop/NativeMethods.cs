using System.Reflection;
using System.Runtime.InteropServices;

using TorchSharp.Setup;

namespace TorchSharp.Interop;

/// <summary>The functions of tshim.cpp, which says what each does.</summary>
internal static unsafe partial class NativeMethods
{
    private const string Shim = "tshim";

    private static readonly Lazy<nint> Library = new(Bootstrap.LoadShim);

    static NativeMethods() => NativeLibrary.SetDllImportResolver(typeof(NativeMethods).Assembly, Resolve);

    [LibraryImport(Shim)]
    public static partial nint ts_error();

    [LibraryImport(Shim)]
    public static partial nint ts_version();

    [LibraryImport(Shim)]
    public static partial void ts_release(nint tensor);

    [LibraryImport(Shim)]
    public static partial void ts_free(nint memory);

    [LibraryImport(Shim, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ts_find(string name, string overload, nint* result);

    [LibraryImport(Shim)]
    public static partial int ts_call(nint op, Value* arguments, int count, Value* results, int capacity);

    [LibraryImport(Shim)]
    public static partial int ts_info(nint tensor, TensorInfo* info);

    [LibraryImport(Shim)]
    public static partial int ts_layout(nint tensor, long* sizes, long* strides);

    [LibraryImport(Shim)]
    public static partial int ts_from_host(void* data, long* sizes, int dimensions, int dtype, nint* result);

    [LibraryImport(Shim)]
    public static partial int ts_set_requires_grad(nint tensor, int on);

    [LibraryImport(Shim)]
    public static partial int ts_grad(nint tensor, nint* grad);

    [LibraryImport(Shim)]
    public static partial int ts_set_grad(nint tensor, nint grad);

    [LibraryImport(Shim)]
    public static partial int ts_backward(nint* roots, nint* grads, int count, int keep, int create, nint* inputs, int inputCount);

    [LibraryImport(Shim)]
    public static partial int ts_gradients(
        nint* outputs, nint* grads, int count, nint* inputs, int inputCount, int keep, int create, int allowUnused, nint* results);

    [LibraryImport(Shim)]
    public static partial int ts_grad_mode(int mode);

    [LibraryImport(Shim)]
    public static partial nint ts_enter_inference(int on);

    [LibraryImport(Shim)]
    public static partial void ts_leave_inference(nint mode);

    [LibraryImport(Shim)]
    public static partial int ts_inference_mode();

    [LibraryImport(Shim)]
    public static partial int ts_manual_seed(long seed);

    [LibraryImport(Shim)]
    public static partial int ts_get_num_threads();

    [LibraryImport(Shim)]
    public static partial int ts_set_num_threads(int count);

    [LibraryImport(Shim)]
    public static partial int ts_device_count(int type);

    [LibraryImport(Shim)]
    public static partial int ts_synchronize(int type, int index);

    [LibraryImport(Shim)]
    public static partial int ts_adamw(
        nint parameter, nint grad, nint expAvg, nint expAvgSq, long step, double lr, double beta1, double beta2, double eps, double weightDecay);

    [LibraryImport(Shim)]
    public static partial int ts_clip_grad_norm(nint* parameters, int count, double maxNorm, double* norm);

    [LibraryImport(Shim)]
    public static partial int ts_dropout(nint x, double p, nint* result);

    [LibraryImport(Shim)]
    public static partial int ts_linear(nint x, nint weight, nint bias, nint* result);

    [LibraryImport(Shim)]
    public static partial int ts_attention(nint query, nint key, nint value, nint mask, double p, nint* result);

    /// <summary>Throws what the shim reported, where <paramref name="status"/> is negative.</summary>
    /// <exception cref="ExternalException">As TorchSharp throws for an error inside libtorch.</exception>
    public static int Check(int status) =>
        status >= 0 ? status : throw new ExternalException(Marshal.PtrToStringUTF8(ts_error()));

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == Shim ? Library.Value : 0;
}
