namespace MlOps.Serving.Rows;

/// <summary>What a client sends for one column of a row. One of the three is there; a cell of a column that the client leaves out has none.</summary>
public readonly record struct RowCell
{
    /// <summary>A text, or the base64 of a picture's file.</summary>
    public string? Text { get; init; }

    /// <summary>The words of a text.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>The bytes of a picture's file.</summary>
    public byte[]? File { get; init; }

    /// <summary>True when the client sends nothing.</summary>
    public bool IsAbsent => Text is null && Words is null && File is null;
}
