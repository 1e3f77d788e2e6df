namespace MlOps.Registry;

/// <summary>Where a version stands in its life.</summary>
public enum Stage
{
    /// <summary>Registered, nothing more.</summary>
    None,

    /// <summary>Being tried.</summary>
    Staging,

    /// <summary>In use; the champion that candidates are compared with. At most one version of a model.</summary>
    Production,

    /// <summary>Was in use.</summary>
    Archived,
}
