namespace MlOps.Reporting.Content;

/// <summary>What a piece of text is, for those who set it.</summary>
public enum TextKind
{
    /// <summary>Words of ours; may quote the user's.</summary>
    Plain,

    /// <summary>A name or a value out of the pipeline or the data.</summary>
    Code,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Not as it should be.</summary>
    Bad,

    /// <summary>Of less interest.</summary>
    Muted,
}
