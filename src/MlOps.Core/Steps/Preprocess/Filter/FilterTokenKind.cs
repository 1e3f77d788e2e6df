namespace MlOps.Steps.Preprocess.Filter;

/// <summary>The kinds of words of an expression.</summary>
internal enum FilterTokenKind
{
    /// <summary>The expression's end.</summary>
    End,

    /// <summary>A column, or a word of the language.</summary>
    Word,

    /// <summary>A column in backticks.</summary>
    QuotedColumn,

    /// <summary>A text in quotes.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A comparison or a bracket.</summary>
    Sign,

    /// <summary>What the language does not know.</summary>
    Unknown,
}
