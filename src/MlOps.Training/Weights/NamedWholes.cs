using System.Buffers.Binary;

namespace MlOps.Training.Weights;

/// <summary>A tensor of whole numbers, outside of libtorch: <c>num_batches_tracked</c> of a batch norm.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its sizes, outermost first.</param>
/// <param name="Values">Its numbers, row after row.</param>
public sealed record NamedWholes(string Name, IReadOnlyList<long> Shape, long[] Values) : TensorValues(Name, Shape)
{
    /// <inheritdoc/>
    internal override ElementType Type => ElementType.I64;

    /// <inheritdoc/>
    internal override long Bytes => Values.LongLength * sizeof(long);

    /// <inheritdoc/>
    internal override void Write(Stream stream)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        foreach (var value in Values)
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, value);
            stream.Write(number);
        }
    }
}
