namespace MlOps.Text.Tokenizers.PreTokenizers;

/// <summary>What becomes of that at which a text is cut. Examples: <c>the-final--count</c> cut at <c>-</c>.</summary>
internal enum SplitBehavior
{
    /// <summary>the, final, count.</summary>
    Removed,

    /// <summary>the, -, final, -, -, count.</summary>
    Isolated,

    /// <summary>the-, final-, -, count.</summary>
    MergedWithPrevious,

    /// <summary>the, -final, -, -count.</summary>
    MergedWithNext,

    /// <summary>the, -, final, --, count.</summary>
    Contiguous,
}
