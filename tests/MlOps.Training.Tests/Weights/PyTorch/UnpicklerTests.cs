using MlOps.Diagnostics;
using MlOps.Testing;

namespace MlOps.Training.Tests.Weights.PyTorch;

/// <summary>Pickles made by hand: what is read, and how what is no tensor or malformed is refused.</summary>
public sealed class UnpicklerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("os", "system")]
    [InlineData("posix", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("torch", "load")]
    [InlineData("torch._utils", "_rebuild_tensor_v2.__globals__")]
    [InlineData("collections", "defaultdict")]
    [InlineData("argparse", "Namespace")]
    public void Any_other_function_or_class_is_refused_by_name(string module, string name)
    {
        // the classic attack: GLOBAL, an argument, REDUCE
        var call = new PickleBytes().Global(module, name).Text($"touch {_folder.File("executed")}").Raw(0x85).Op('R').End();
        var stackCall = new PickleBytes().Text(module).Text(name).Raw(0x93).Text("true").Raw(0x85).Op('R').End();

        TorchFiles.Refused(_folder, TorchFiles.Zip(call), Rules.IncompatibleBase, $"it asks to import {module}.{name}");
        TorchFiles.Refused(_folder, TorchFiles.Legacy(call), Rules.IncompatibleBase, $"it asks to import {module}.{name}");
        TorchFiles.Refused(_folder, TorchFiles.Zip(stackCall), Rules.IncompatibleBase, $"it asks to import {module}.{name}");
        Assert.False(File.Exists(_folder.File("executed")));
    }

    [Theory]
    [InlineData('i', "0x69")] // INST: imports and calls
    [InlineData('o', "0x6f")] // OBJ: calls
    [InlineData('\u0081', "0x81")] // NEWOBJ
    [InlineData('\u0092', "0x92")] // NEWOBJ_EX
    [InlineData('\u0082', "0x82")] // EXT1: a registered import
    [InlineData('P', "0x50")] // PERSID: a persistent id as a line
    [InlineData('I', "0x49")] // INT: of protocol 0
    [InlineData('\u00ff', "0xff")]
    public void Any_other_opcode_is_refused(char opcode, string shown) =>
        TorchFiles.Refused(_folder, TorchFiles.Zip(new PickleBytes().Op(opcode).End()), Rules.BrokenWeights, $"the opcode {shown}");

    [Fact]
    public void Attributes_of_a_state_dict_and_of_a_tensor_are_passed_over()
    {
        // state_dict() is an OrderedDict with an attribute _metadata: REDUCE, SETITEM, BUILD
        var pickle = new PickleBytes().Global("collections", "OrderedDict").Op(')').Op('R')
            .Text("w").Tensor("FloatStorage", "0", 6, 0, [6], [1]).Op('}').Op('b').Op('s')
            .Op('}').Text("_metadata").Op('N').Op('s').Op('b').End();

        Assert.Equal([0, 1, 2, 3, 4, 5], TorchFiles.Read(_folder, TorchFiles.Zip(pickle))["w"]);
    }

    [Fact]
    public void A_value_of_the_memo_stands_for_itself()
    {
        // PUT 5 after the key, GET 5 for a second key of a nested dict; LONG_BINPUT and LONG_BINGET with a large index
        var pickle = new PickleBytes().Op('}').Text("state_dict").Op('}').Op('(')
            .Text("a").Tensor("FloatStorage", "0", 6, 4, [2], [1]).Raw((byte)'r', 0xFF, 0xFF, 0xFF, 0xFF)
            .Text("b").Raw((byte)'j', 0xFF, 0xFF, 0xFF, 0xFF).Op('u').Op('s').End();

        var tensors = TorchFiles.Read(_folder, TorchFiles.Legacy(pickle));
        Assert.Equal([4, 5], tensors["a"]);
        Assert.Equal([4, 5], tensors["b"]);
    }

    [Fact]
    public void An_ordered_dict_of_pairs_and_the_first_form_of_tensors_are_read()
    {
        // PyTorch 0.3 under Python 2: OrderedDict([[key, _rebuild_tensor(storage, offset, size, stride)]]), a storage that is a view of another
        var storage = new PickleBytes().Global("collections", "OrderedDict").Op(']').Op(']').Raw((byte)'U', 1, (byte)'w').Op('a')
            .Global("torch._utils", "_rebuild_tensor").Op('(')
            .Op('(').Raw((byte)'U', 7).Raw("storage"u8.ToArray()).Global("torch.cuda", "FloatStorage").Text("0").Text("cuda:0").Whole(6)
            .Op('(').Text("view").Whole(1).Whole(4).Op('t').Op('t').Op('Q')
            .Whole(1).Wholes(3).Wholes(1).Op('t').Op('R').Op('a').Op('a').Raw(0x85).Op('R').End();

        Assert.Equal([2, 3, 4], TorchFiles.Read(_folder, TorchFiles.Legacy(storage))["w"]);
    }

    [Theory]
    [InlineData(0, new long[] { 2, 4 }, new long[] { 4, 1 })] // one row too long
    [InlineData(1, new long[] { 2, 3 }, new long[] { 3, 1 })] // one element behind the end
    [InlineData(-1, new long[] { 2 }, new long[] { 1 })]
    [InlineData(0, new long[] { -2 }, new long[] { 1 })]
    [InlineData(5, new long[] { 2 }, new long[] { -1 })]
    [InlineData(0, new long[] { 2, 3 }, new long[] { 1 })]
    [InlineData(0, new long[] { 1_000_000_000 }, new long[] { 0 })] // expanded: one element a billion times
    [InlineData(0, new long[] { 4_294_967_296, 4_294_967_296 }, new long[] { 0, 0 })]
    [InlineData(0, new long[] { 2 }, new[] { long.MaxValue })]
    [InlineData(long.MaxValue, new long[] { 2 }, new long[] { 1 })]
    public void A_tensor_outside_of_its_storage_is_refused_before_memory_is_taken(long offset, long[] size, long[] stride)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        TorchFiles.Refused(_folder, TorchFiles.Zip(TorchFiles.OneTensor(offset, size, stride)), Rules.BrokenWeights, "does not lie in its storage '0' of 6");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_tensor_without_elements_has_any_place() =>
        Assert.Empty(TorchFiles.Read(_folder, TorchFiles.Zip(TorchFiles.OneTensor(0, [0, long.MaxValue], [1, 1])))["w"]);

    public static TheoryData<byte[], string> Malformed { get; } = new()
    {
        { [0x80, 2], "ends within a value of 1 bytes" },
        { [0x80, 1, (byte)'N', (byte)'.'], "of protocol 1" },
        { [0x80, 6, (byte)'N', (byte)'.'], "of protocol 6" },
        { [(byte)'.'], "from an empty stack" },
        { new PickleBytes().Op('0').End(), "from an empty stack" },
        { new PickleBytes().Op('N').Op('(').Op('a').End(), "from an empty stack" },
        { new PickleBytes().Op('t').End(), "ends a group that it never began" },
        { new PickleBytes().Op('}').Text("a").Op('R').End(), "calls something that is no function" },
        { new PickleBytes().Global("torch", "FloatStorage").Op(')').Op('R').End(), "calls something that is no function" },
        { new PickleBytes().Global("torch._utils", "_rebuild_tensor_v2").Op(')').Op('R').End(), "calls RebuildTensorV2 with 0 arguments" },
        { new PickleBytes().Global("collections", "OrderedDict").Op(']').Op('N').Op('a').Raw(0x85).Op('R').End(), "something else than pairs" },
        { new PickleBytes().Op('N').Op('}').Op('b').End(), "sets attributes of something that has none" },
        { new PickleBytes().Op('N').Op('N').Op('a').End(), "appends to something that is no list" },
        { new PickleBytes().Op('}').Op('(').Op('N').Op('u').End(), "a key without a value" },
        { new PickleBytes().Raw((byte)'h', 7).End(), "recalls value 7" },
        { new PickleBytes().Raw((byte)'X', 0xFF, 0xFF, 0xFF, 0x00).End(), "ends within a value of" },
        { new PickleBytes().Raw((byte)'X', 0xFF, 0xFF, 0xFF, 0xFF).End(), "more objects than" },
        { new PickleBytes().Raw((byte)'T', 0xFF, 0xFF, 0xFF, 0xFF).End(), "ends within a value of -1 bytes" },
        { new PickleBytes().Raw((byte)'X', 1, 0, 0, 0, 0xFF).End(), "not UTF-8" },
        { new PickleBytes().Raw(0x8a, 200).Raw(new byte[200]).End(), "a number of 200 bytes" },
        { new PickleBytes().Raw([(byte)'c', .. new byte[300]]).End(), "longer than 256 characters" },
        { new PickleBytes().Op('N').Raw((byte)'Q').End(), "names a storage by something else" },
        { new PickleBytes().Storage("FloatStorage", "0", -1).End(), "names a storage by something else" },
        { new PickleBytes().Storage("FloatStorage", "0", 6).Storage("DoubleStorage", "0", 6).End(), "with two types or sizes" },
        { new PickleBytes().Op('}').Text("w").Tensor("FloatStorage", "0", 6, 0, new long[65], new long[65]).Op('s').End(), "65 dimensions" },
        { new PickleBytes().Op('}').Op('(').Text("w").Tensor("FloatStorage", "0", 6, 0, [1], [1]).Text("w").Tensor("FloatStorage", "0", 6, 0, [1], [1]).Op('u').End(), "'w' stands in it twice" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_pickle_is_refused(byte[] pickle, string why) => TorchFiles.Refused(_folder, TorchFiles.Zip(pickle), Rules.BrokenWeights, why);

    [Theory]
    [InlineData(new byte[] { (byte)'}' })] // a dict a byte
    [InlineData(new byte[] { (byte)'(' })] // a mark a byte
    [InlineData(new byte[] { (byte)'N', (byte)'0' })] // push and pop for ever
    [InlineData(new byte[] { (byte)')', 0x94, (byte)'0' })] // memo entries
    [InlineData(new byte[] { (byte)']', (byte)'(', (byte)'N', (byte)'2', (byte)'e', (byte)'0' })]
    public void A_pickle_that_builds_or_runs_without_end_is_refused_within_bounded_memory(byte[] round)
    {
        var pickle = new PickleBytes().Raw([.. Enumerable.Repeat(round, 8_000_000 / round.Length).SelectMany(bytes => bytes)]).End();
        var file = TorchFiles.Zip(pickle);
        File.WriteAllBytes(_folder.File("weights.bin"), file);
        var before = GC.GetAllocatedBytesForCurrentThread();

        TorchFiles.Refused(_folder, file, Rules.BrokenWeights, "more objects than the tensors of a model need");

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 160 << 20); // with what growing lists left behind
    }

    [Fact]
    public void A_list_that_is_copied_by_every_call_is_refused()
    {
        // a list of 1,000 pairs, kept in the memo and made a dict of again and again
        var pickle = new PickleBytes().Op(']').Op('(');
        for (var i = 0; i < 1_000; i++)
        {
            _ = pickle.Op('N').Op('N').Raw(0x86);
        }

        _ = pickle.Op('e').Raw((byte)'q', 0).Global("collections", "OrderedDict").Raw((byte)'q', 1);
        for (var i = 0; i < 100_000; i++)
        {
            _ = pickle.Raw((byte)'h', 1, (byte)'h', 0, 0x85).Op('R').Op('0');
        }

        TorchFiles.Refused(_folder, TorchFiles.Zip(pickle.End()), Rules.BrokenWeights, "more objects than the tensors of a model need");
    }

    public static TheoryData<byte[], string> NotWeights { get; } = new()
    {
        { new PickleBytes().Op('N').End(), "holds no state dict" },
        { new PickleBytes().Op('}').Text("epoch").Whole(3).Op('s').End(), "no tensors by name" },
        { new PickleBytes().Tensor("FloatStorage", "0", 6, 0, [6], [1]).End(), "holds no state dict" },
        {
            new PickleBytes().Op('}').Op('(')
                .Text("generator").Op('}').Text("w").Tensor("FloatStorage", "0", 6, 0, [6], [1]).Op('s')
                .Text("critic").Op('}').Text("w").Tensor("FloatStorage", "0", 6, 0, [6], [1]).Op('s').Op('u').End(),
            "several state dicts (generator, critic)"
        },
    };

    [Theory]
    [MemberData(nameof(NotWeights))]
    public void A_file_without_one_state_dict_says_so(byte[] pickle, string why) => TorchFiles.Refused(_folder, TorchFiles.Zip(pickle), Rules.IncompatibleBase, why);
}
