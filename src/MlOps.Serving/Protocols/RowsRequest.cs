using MlOps.Inference;

namespace MlOps.Serving.Protocols;

/// <summary>A request of our own protocol.</summary>
/// <param name="rows">Its rows.</param>
/// <param name="form">How they came.</param>
internal sealed class RowsRequest(IReadOnlyList<RowInput> rows, RowsForm form) : PredictionRequest(rows)
{
    /// <summary>A request in CSV.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="table">Header and rows as they came.</param>
    public RowsRequest(IReadOnlyList<RowInput> rows, IReadOnlyList<string[]> table)
        : this(rows, RowsForm.Csv) => Table = table;

    /// <summary>How the rows came.</summary>
    public RowsForm Form => form;

    /// <summary>The header and each row's cells; null but for CSV.</summary>
    public IReadOnlyList<string[]>? Table { get; }
}
