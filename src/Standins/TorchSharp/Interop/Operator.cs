using System.Runtime.InteropServices;
using System.Text;

using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>An operator of ATen, looked up at its first call: a libtorch without it fails only where it is used.</summary>
/// <param name="name">Without the <c>aten::</c>.</param>
/// <param name="overload">What follows the dot in the operator's schema.</param>
internal sealed unsafe class Operator(string name, string overload = "")
{
    private const int MaxResults = 8;
    private nint _handle;

    /// <summary>Whether this libtorch has it.</summary>
    public bool Exists => _handle != 0 || Find() == 0;

    /// <summary>Calls an operator that has one tensor as result.</summary>
    /// <exception cref="ExternalException">libtorch reported an error.</exception>
    public Tensor Call(params ReadOnlySpan<Argument> arguments)
    {
        Value result;
        Invoke(arguments, &result, 1);
        return new Tensor(result.Pointer);
    }

    /// <summary>Calls an operator that has no result, or results that the caller has already, such as <c>zero_</c>'s.</summary>
    /// <exception cref="ExternalException">libtorch reported an error.</exception>
    public void Run(params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc Value[MaxResults];
        var count = Invoke(arguments, results, MaxResults);
        for (var i = 0; i < count; i++)
        {
            if (results[i].Tag == Tag.Tensor)
            {
                NativeMethods.ts_release(results[i].Pointer);
            }
        }
    }

    /// <summary>Calls an operator whose results are tensors, or one list of tensors.</summary>
    /// <exception cref="ExternalException">libtorch reported an error.</exception>
    public Tensor[] CallMany(params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc Value[MaxResults];
        var count = Invoke(arguments, results, MaxResults);
        if (count != 1 || results[0].Tag != Tag.TensorList)
        {
            return Wrap(results, count);
        }

        var handles = (nint*)results[0].Pointer;
        var tensors = new Tensor[results[0].Length];
        for (var i = 0; i < tensors.Length; i++)
        {
            tensors[i] = new Tensor(handles[i]);
        }

        NativeMethods.ts_free((nint)handles);
        return tensors;
    }

    /// <summary>Calls an operator that has one number or truth value as result.</summary>
    /// <exception cref="ExternalException">libtorch reported an error.</exception>
    public Value CallValue(params ReadOnlySpan<Argument> arguments)
    {
        Value result;
        Invoke(arguments, &result, 1);
        return result;
    }

    private int Find()
    {
        nint found;
        var status = NativeMethods.ts_find("aten::" + name, overload, &found);
        _handle = status < 0 ? 0 : found;
        return status;
    }

    private static Tensor[] Wrap(Value* results, int count)
    {
        var tensors = new Tensor[count];
        for (var i = 0; i < count; i++)
        {
            tensors[i] = new Tensor(results[i].Pointer);
        }

        return tensors;
    }

    private int Invoke(ReadOnlySpan<Argument> arguments, Value* results, int capacity)
    {
        if (_handle == 0)
        {
            NativeMethods.Check(Find());
        }

        var values = stackalloc Value[arguments.Length];
        var lists = stackalloc long[ListLength(arguments)];
        for (var i = 0; i < arguments.Length; i++)
        {
            lists = Write(arguments[i], values + i, lists);
        }

        var count = NativeMethods.ts_call(_handle, values, arguments.Length, results, capacity);
        foreach (ref readonly var argument in arguments)
        {
            GC.KeepAlive(argument.Owner);
        }

        return NativeMethods.Check(count);
    }

    /// <summary>The number of 8-byte words that lists and texts take.</summary>
    private static int ListLength(ReadOnlySpan<Argument> arguments)
    {
        var words = 0;
        foreach (ref readonly var argument in arguments)
        {
            words += argument.Owner switch
            {
                Array array => array.Length,
                string text => text.Length / 2 + 1,
                _ => 0,
            };
        }

        return words;
    }

    /// <summary>Writes one argument, its list to <paramref name="list"/>; returns where the next list may begin.</summary>
    private static long* Write(in Argument argument, Value* value, long* list)
    {
        *value = new Value { Tag = argument.Tag, Integer = argument.Bits };
        switch (argument.Owner)
        {
            case Tensor tensor:
                value->Pointer = tensor.Handle;
                return list;
            case Device device:
                value->Length = (int)device.type;
                value->Integer = device.index;
                return list;
            case long[] numbers:
                numbers.CopyTo(new Span<long>(list, numbers.Length));
                value->Length = numbers.Length;
                value->Pointer = (nint)list;
                return list + numbers.Length;
            case Tensor?[] tensors:
                for (var i = 0; i < tensors.Length; i++)
                {
                    list[i] = tensors[i]?.Handle ?? 0;
                }

                value->Length = tensors.Length;
                value->Pointer = (nint)list;
                return list + tensors.Length;
            case string text:
                value->Length = Encoding.ASCII.GetBytes(text, new Span<byte>(list, text.Length));
                value->Pointer = (nint)list;
                return list + (text.Length / 2) + 1;
            default:
                return list;
        }
    }
}
