using MlOps.Text.Readers;

namespace MlOps.Steps.Preprocess.Filter;

/// <summary>A part of an expression that holds or doesn't.</summary>
/// <param name="row">The raw row.</param>
/// <param name="text">The row's prepared text.</param>
internal delegate bool RowTest(RawRow row, string text);
