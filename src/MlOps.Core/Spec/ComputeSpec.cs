namespace MlOps.Spec;

/// <summary>What a step asks to compute on.</summary>
/// <param name="Device">Where tensors live.</param>
/// <param name="Precision">In what the large matrix products are done.</param>
/// <param name="Threads">Threads on the CPU; null for all cores.</param>
public sealed record ComputeSpec(Device Device, Precision Precision, int? Threads)
{
    /// <summary>Reads the keys <c>device</c>, <c>precision</c> and <c>threads</c>.</summary>
    /// <param name="map">The step's mapping.</param>
    public static ComputeSpec Read(SpecMap map) => new(
        map.Choice("device", Device.Auto, "Where to compute; auto takes CUDA where it is found, else the CPU"),
        map.Choice("precision", Precision.Auto, "fp32, or bf16 for the large matrix products; auto is bf16 on CUDA and fp32 on the CPU"),
        map.OptionalWhole("threads", 1, 1024, "Threads on the CPU; all cores when absent"));
}
