namespace MlOps.Registry;

/// <summary>What a line of a model's history tells.</summary>
public enum HistoryAction
{
    /// <summary>A version was added, in None.</summary>
    Registered,

    /// <summary>A version got another stage.</summary>
    Moved,

    /// <summary>A version came back to Production by a rollback.</summary>
    RolledBack,

    /// <summary>A version waits for a stage until people approve.</summary>
    Asked,

    /// <summary>A person approved a version that waits.</summary>
    Approved,

    /// <summary>A version that waited was rejected.</summary>
    Rejected,

    /// <summary>An alias names another version from now on.</summary>
    AliasSet,

    /// <summary>An alias was removed.</summary>
    AliasRemoved,

    /// <summary>A tag got a value.</summary>
    TagSet,

    /// <summary>A tag was removed.</summary>
    TagRemoved,

    /// <summary>A model or a version was described.</summary>
    Described,

    /// <summary>A file was attached to a version.</summary>
    Attached,

    /// <summary>A version and its files were removed; its number is not given again.</summary>
    Deleted,
}
