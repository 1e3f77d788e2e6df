namespace MlOps.Spec;

/// <summary>Where tensors live.</summary>
public enum Device
{
    /// <summary>CUDA where it is found, else the CPU; never part of a plan, which holds what was found.</summary>
    Auto,

    /// <summary>The CPU.</summary>
    Cpu,

    /// <summary>The first CUDA GPU.</summary>
    Cuda,
}
