using System.Globalization;
using System.Numerics;

namespace MlOps.Training.Weights.PyTorch;

/// <summary>
/// Reads a pickle of protocol 2 to 5 that holds tensors. It knows the opcodes that such pickles use and the few functions of
/// <see cref="TorchObjects"/>; it imports nothing, calls nothing else and sets no attribute.
/// </summary>
/// <remarks>
/// The machine is that of Python's <c>pickle</c>: values on a stack, marks that begin a group of them, and a memo of values that are met again.
/// Values are null, bool, long, <see cref="BigInteger"/>, double, string, byte[], <see cref="PickleTuple"/>, <see cref="List{T}"/>,
/// <see cref="PickleDict"/>, and what <see cref="TorchObjects"/> makes.
/// </remarks>
/// <param name="input">The bytes.</param>
/// <param name="torch">Gives meaning to names, calls and persistent ids.</param>
/// <param name="budget">What may be built.</param>
/// <param name="refusal">Names the file.</param>
internal sealed class Unpickler(PickleInput input, TorchObjects torch, ObjectBudget budget, WeightsRefusal refusal)
{
    private const int MostLongBytes = 32;
    private const int LowestProtocol = 2;
    private const int HighestProtocol = 5;

    private readonly List<object?> _stack = [];
    private readonly List<int> _marks = [];
    private readonly Dictionary<long, object?> _memo = [];

    /// <summary>Reads one pickle up to its end.</summary>
    /// <returns>The value that it describes.</returns>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS3003: it is malformed or builds too much. MLOPS3001: it holds something else than tensors.</exception>
    public object? Read()
    {
        for (var opcode = (PickleOpcode)input.Byte(); opcode != PickleOpcode.Stop; opcode = (PickleOpcode)input.Byte())
        {
            budget.Charge(ObjectBudget.PlaceBytes);
            Execute(opcode);
        }

        return Pop();
    }

    private void Execute(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Proto: CheckProtocol(input.Byte()); break;
            case PickleOpcode.Frame: _ = input.Whole8(); break; // a hint for readers of streams

            case PickleOpcode.None: Push(null); break;
            case PickleOpcode.NewTrue: Push(true); break;
            case PickleOpcode.NewFalse: Push(false); break;
            case PickleOpcode.BinInt: Push((long)input.Whole4()); break;
            case PickleOpcode.BinInt1: Push((long)input.Byte()); break;
            case PickleOpcode.BinInt2: Push((long)input.Whole2()); break;
            case PickleOpcode.Long1: PushLong(input.Byte()); break;
            case PickleOpcode.BinFloat: Push(input.Float()); break;
            case PickleOpcode.BinString: PushText(input.Whole4()); break;
            case PickleOpcode.ShortBinString: PushText(input.Byte()); break;
            case PickleOpcode.BinUnicode: PushText((uint)input.Whole4()); break;
            case PickleOpcode.ShortBinUnicode: PushText(input.Byte()); break;
            case PickleOpcode.BinBytes: PushBytes((uint)input.Whole4()); break;
            case PickleOpcode.ShortBinBytes: PushBytes(input.Byte()); break;

            case PickleOpcode.Mark: _marks.Add(_stack.Count); break;
            case PickleOpcode.Pop: PopValueOrMark(); break;
            case PickleOpcode.PopMark: _ = PopGroup(); break;
            case PickleOpcode.Dup: Push(Top()); break;
            case PickleOpcode.BinPut: Remember(input.Byte()); break;
            case PickleOpcode.LongBinPut: Remember((uint)input.Whole4()); break;
            case PickleOpcode.Memoize: Remember(_memo.Count); break;
            case PickleOpcode.BinGet: Push(Remembered(input.Byte())); break;
            case PickleOpcode.LongBinGet: Push(Remembered((uint)input.Whole4())); break;

            case PickleOpcode.EmptyTuple: PushTuple([]); break;
            case PickleOpcode.Tuple: PushTuple(PopGroup()); break;
            case PickleOpcode.Tuple1: PushTuple(PopMany(1)); break;
            case PickleOpcode.Tuple2: PushTuple(PopMany(2)); break;
            case PickleOpcode.Tuple3: PushTuple(PopMany(3)); break;
            case PickleOpcode.EmptyList: Push(new List<object?>()); break;
            case PickleOpcode.Append: Append(PopMany(1)); break;
            case PickleOpcode.Appends: Append(PopGroup()); break;
            case PickleOpcode.EmptyDict: Push(new PickleDict()); break;
            case PickleOpcode.SetItem: SetItems(PopMany(2)); break;
            case PickleOpcode.SetItems: SetItems(PopGroup()); break;

            case PickleOpcode.Global: Push(torch.Find(input.Line(), input.Line())); break;
            case PickleOpcode.StackGlobal: FindGlobal(PopMany(2)); break;
            case PickleOpcode.BinPersId: Push(torch.Storage(Pop())); break;
            case PickleOpcode.Reduce: Call(PopMany(2)); break;
            case PickleOpcode.Build: Build(Pop()); break;
            default:
                throw refusal.Broken(string.Create(CultureInfo.InvariantCulture, $"its pickle uses the opcode 0x{(int)opcode:x2}, which a pickle of tensors has no need of"));
        }
    }

    private void CheckProtocol(int protocol)
    {
        if (protocol is < LowestProtocol or > HighestProtocol)
        {
            throw refusal.Broken($"its pickle is of protocol {protocol}; expected {LowestProtocol} to {HighestProtocol}");
        }
    }

    private void PushLong(int bytes)
    {
        if (bytes > MostLongBytes)
        {
            throw refusal.Broken($"its pickle holds a number of {bytes} bytes");
        }

        var number = new BigInteger(input.Bytes(bytes));
        if (number >= long.MinValue && number <= long.MaxValue)
        {
            Push((long)number);
        }
        else
        {
            Push(number);
        }
    }

    private void PushText(long bytes)
    {
        budget.Charge(bytes * sizeof(char));
        Push(input.Text(bytes));
    }

    private void PushBytes(long bytes)
    {
        budget.Charge(bytes * sizeof(char));
        Push(input.Bytes(bytes));
    }

    private void PushTuple(object?[] items)
    {
        budget.Charge((long)items.Length * sizeof(long));
        Push(new PickleTuple(items));
    }

    private void Append(object?[] items)
    {
        if (Top() is not List<object?> list)
        {
            throw refusal.Broken("its pickle appends to something that is no list");
        }

        budget.Charge(items.Length * ObjectBudget.PlaceBytes);
        list.AddRange(items);
    }

    private void SetItems(object?[] items)
    {
        if (Top() is not PickleDict dict || items.Length % 2 != 0)
        {
            throw refusal.Broken("its pickle sets items of something that is no dict, or a key without a value");
        }

        budget.Charge(items.Length * ObjectBudget.PlaceBytes);
        dict.Items.AddRange(items.Chunk(2).Select(pair => KeyValuePair.Create(pair[0], pair[1])));
    }

    private void FindGlobal(object?[] names)
    {
        if (names is not [string module, string name])
        {
            throw refusal.Broken("its pickle names a class by something that is no text");
        }

        Push(torch.Find(module, name));
    }

    private void Call(object?[] call)
    {
        if (call is not [TorchFunction function, PickleTuple arguments])
        {
            throw refusal.Broken("its pickle calls something that is no function");
        }

        budget.Charge(arguments.Items.Sum(argument => argument is List<object?> pairs ? pairs.Count * ObjectBudget.PlaceBytes : ObjectBudget.PlaceBytes)); // a dict of pairs is a copy of them
        Push(torch.Call(function, arguments.Items));
    }

    // state_dict() has an attribute _metadata, and a parameter may have attributes: versions and hooks, which loading does not need
    private void Build(object? state)
    {
        if (Top() is not (PickleDict or TorchTensor) || state is not (PickleDict or PickleTuple))
        {
            throw refusal.Broken("its pickle sets attributes of something that has none");
        }
    }

    private void Remember(long index)
    {
        budget.Charge(ObjectBudget.ObjectBytes);
        _memo[index] = Top();
    }

    private object? Remembered(long index) =>
        _memo.TryGetValue(index, out var value) ? value : throw refusal.Broken($"its pickle recalls value {index}, which it never stored");

    private void Push(object? value)
    {
        budget.Charge(value is null or bool or TorchFunction ? 0 : ObjectBudget.ObjectBytes);
        _stack.Add(value);
    }

    private object? Top() => _stack.Count > GroupStart() ? _stack[^1] : throw Underflow();

    private object? Pop()
    {
        var value = Top();
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private void PopValueOrMark()
    {
        if (_marks.Count > 0 && _stack.Count == GroupStart())
        {
            _marks.RemoveAt(_marks.Count - 1);
        }
        else
        {
            _ = Pop();
        }
    }

    private object?[] PopMany(int count)
    {
        if (_stack.Count - GroupStart() < count)
        {
            throw Underflow();
        }

        var values = _stack.GetRange(_stack.Count - count, count).ToArray();
        _stack.RemoveRange(_stack.Count - count, count);
        return values;
    }

    private object?[] PopGroup()
    {
        if (_marks.Count == 0)
        {
            throw refusal.Broken("its pickle ends a group that it never began");
        }

        var values = PopMany(_stack.Count - GroupStart());
        _marks.RemoveAt(_marks.Count - 1);
        return values;
    }

    private int GroupStart() => _marks.Count > 0 ? _marks[^1] : 0;

    private Diagnostics.MlOpsException Underflow() => refusal.Broken("its pickle takes a value from an empty stack");
}
