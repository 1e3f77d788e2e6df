namespace MlOps.Tool.Commands;

/// <summary>How predictions stand on standard output.</summary>
internal enum PredictionFormat
{
    /// <summary>In columns, for people.</summary>
    Table,

    /// <summary>One JSON list.</summary>
    Json,

    /// <summary>A JSON object a line.</summary>
    Jsonl,

    /// <summary>Comma-separated values.</summary>
    Csv,

    /// <summary>Explained words in colours, for a terminal.</summary>
    Ansi,

    /// <summary>Explained words on a page.</summary>
    Html,
}
