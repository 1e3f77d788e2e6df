namespace MlOps.Text.Tokenizers.PreTokenizers;

/// <summary>Which texts get a mark before them that they don't begin with.</summary>
internal enum PrependScheme
{
    /// <summary>Every part between added tokens.</summary>
    Always,

    /// <summary>The part at the start of the text.</summary>
    First,

    /// <summary>None.</summary>
    Never,
}
