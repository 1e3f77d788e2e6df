namespace MlOps.Tool.Deploy;

/// <summary>How a container gets its model.</summary>
internal enum ModelPlace
{
    /// <summary>Its files are part of the image.</summary>
    Image,

    /// <summary>The platform unpacks an archive of them.</summary>
    Archive,

    /// <summary>The platform mounts their folder.</summary>
    Mounted,
}
