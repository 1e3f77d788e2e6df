namespace MlOps.Serving.Protocols;

/// <summary>How rows come and answers go in our own protocol.</summary>
internal enum RowsForm
{
    /// <summary>One JSON value.</summary>
    One,

    /// <summary>A JSON list.</summary>
    List,

    /// <summary>A JSON value a line.</summary>
    Lines,

    /// <summary>CSV; the answer has its columns and more.</summary>
    Csv,
}
