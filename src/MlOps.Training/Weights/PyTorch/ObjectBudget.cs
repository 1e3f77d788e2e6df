namespace MlOps.Training.Weights.PyTorch;

/// <summary>
/// What the pickles of one file may build. A byte of a pickle can make an object of many, and a file of a megabyte hundreds of them: what is built is counted,
/// and opcodes that leave nothing behind are too, which bounds the time.
/// </summary>
/// <param name="refusal">Names the file.</param>
internal sealed class ObjectBudget(WeightsRefusal refusal)
{
    /// <summary>Of an opcode, and of a place in a list.</summary>
    public const int PlaceBytes = 16;

    /// <summary>Of an object.</summary>
    public const int ObjectBytes = 64;

    private const int MostBytes = 48 << 20; // some 35,000 tensors

    private long _left = MostBytes;

    /// <summary>Counts what is to be built.</summary>
    /// <param name="bytes">About how much memory it takes.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS3003: it is too much.</exception>
    public void Charge(long bytes)
    {
        _left -= bytes;
        if (_left < 0)
        {
            throw refusal.Broken("its pickle builds more objects than the tensors of a model need");
        }
    }
}
