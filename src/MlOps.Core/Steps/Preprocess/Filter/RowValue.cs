using MlOps.Text.Readers;

namespace MlOps.Steps.Preprocess.Filter;

/// <summary>One side of a comparison.</summary>
/// <param name="IsNumber">The other side counts as a number too.</param>
/// <param name="Of">The value for a row.</param>
internal sealed record RowValue(bool IsNumber, Func<RawRow, string, string> Of);
