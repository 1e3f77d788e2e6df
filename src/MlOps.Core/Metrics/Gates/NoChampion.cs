namespace MlOps.Metrics.Gates;

/// <summary>What becomes of a gate that names the champion as long as there is none.</summary>
public enum NoChampion
{
    /// <summary>It passes on a person's machine and fails on a build server.</summary>
    Auto,

    /// <summary>It passes.</summary>
    Pass,

    /// <summary>It fails.</summary>
    Fail,
}
