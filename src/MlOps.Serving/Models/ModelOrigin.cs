namespace MlOps.Serving.Models;

/// <summary>Where the model of a route comes from.</summary>
public abstract class ModelOrigin
{
    /// <summary>As the user named it.</summary>
    public abstract string Shown { get; }

    /// <summary>The name that clients ask for where the user gives no other.</summary>
    public abstract string DefaultName { get; }

    /// <summary>The version that is to be served now. Cheap enough to be asked once a second.</summary>
    /// <exception cref="Diagnostics.MlOpsException">There is none, or it cannot be asked for.</exception>
    public abstract ServedVersion Find();

    /// <summary>Brings the files of a version to this machine.</summary>
    /// <param name="version">What <see cref="Find"/> returned last.</param>
    /// <param name="ct">Stops the copying.</param>
    /// <exception cref="Diagnostics.MlOpsException">They cannot be had.</exception>
    public abstract void Fetch(ServedVersion version, CancellationToken ct);
}
