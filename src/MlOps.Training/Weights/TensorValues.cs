namespace MlOps.Training.Weights;

/// <summary>A tensor outside of libtorch that can be written.</summary>
/// <param name="Name">For example <c>bert.pooler.dense.weight</c>.</param>
/// <param name="Shape">Its sizes, outermost first.</param>
public abstract record TensorValues(string Name, IReadOnlyList<long> Shape)
{
    /// <summary>What its numbers are.</summary>
    internal abstract ElementType Type { get; }

    /// <summary>How many bytes they take.</summary>
    internal abstract long Bytes { get; }

    /// <summary>Writes the numbers, row after row, little endian.</summary>
    /// <param name="stream">Receives <see cref="Bytes"/> bytes.</param>
    internal abstract void Write(Stream stream);
}
