using MlOps.Spec;

namespace MlOps.Running;

/// <summary>What a step computes on, decided: nothing in it is <c>auto</c>.</summary>
/// <param name="Device"><see cref="Device.Cpu"/> or <see cref="Device.Cuda"/>.</param>
/// <param name="Precision"><see cref="Precision.Fp32"/> or <see cref="Precision.Bf16"/>.</param>
/// <param name="Threads">Threads on the CPU.</param>
public sealed record Compute(Device Device, Precision Precision, int Threads);
