namespace MlOps.Steps;

/// <summary>What of a row is learnt.</summary>
public enum TargetKind
{
    /// <summary>One label.</summary>
    Label,

    /// <summary>Any number of labels.</summary>
    Labels,

    /// <summary>One number or several.</summary>
    Values,

    /// <summary>A tag for each word.</summary>
    Tags,

    /// <summary>Nothing but the text itself.</summary>
    None,
}
