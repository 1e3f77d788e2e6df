using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace MlOps.Training.Weights;

/// <summary>A tensor of single precision, outside of libtorch.</summary>
/// <param name="Name">For example <c>bert.pooler.dense.weight</c>.</param>
/// <param name="Shape">Its sizes, outermost first.</param>
/// <param name="Values">Its numbers, row after row.</param>
public sealed record NamedTensor(string Name, IReadOnlyList<long> Shape, float[] Values) : TensorValues(Name, Shape)
{
    /// <inheritdoc/>
    internal override ElementType Type => ElementType.F32;

    /// <inheritdoc/>
    internal override long Bytes => Values.LongLength * sizeof(float);

    /// <inheritdoc/>
    internal override void Write(Stream stream)
    {
        if (BitConverter.IsLittleEndian)
        {
            // in pieces, as a span of bytes cannot hold what an array of floats can
            for (var done = 0; done < Values.Length;)
            {
                var count = Math.Min(1 << 20, Values.Length - done);
                stream.Write(MemoryMarshal.AsBytes(Values.AsSpan(done, count)));
                done += count;
            }

            return;
        }

        Span<byte> number = stackalloc byte[sizeof(float)];
        foreach (var value in Values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(number, value);
            stream.Write(number);
        }
    }
}
