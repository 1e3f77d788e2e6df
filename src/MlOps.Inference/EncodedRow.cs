using MlOps.Inference.Reading;

namespace MlOps.Inference;

/// <summary>A row as a model reads it, made by <see cref="Predictor.Encode"/>.</summary>
public sealed class EncodedRow
{
    internal EncodedRow(RowInput row, IReadOnlyList<Unit> units) => (Row, Units, Length) = (row, units, units.Count == 0 ? 0 : units.Max(unit => unit.Length));

    /// <summary>Tokens of the row's longest window, special tokens counted; 1 for a picture, 0 where there is nothing to compute.</summary>
    public int Length { get; }

    /// <summary>The row.</summary>
    internal RowInput Row { get; }

    /// <summary>What the model computes of it.</summary>
    internal IReadOnlyList<Unit> Units { get; }
}
