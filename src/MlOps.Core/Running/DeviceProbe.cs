using MlOps.Diagnostics;
using MlOps.Spec;

namespace MlOps.Running;

/// <summary>Decides what <c>auto</c> means on this machine, by looking for files: libtorch is not loaded.</summary>
/// <param name="machine">What was found on the machine.</param>
public sealed class DeviceProbe(MachineFacts machine)
{
    /// <summary>Reports a device or precision that the step asks for and that is not there.</summary>
    /// <param name="step">The step.</param>
    /// <param name="found">Receives MLOPS8001 and MLOPS8002.</param>
    public void Check(PipelineStep step, DiagnosticBag found)
    {
        if (step.Compute is not { } asked)
        {
            return;
        }

        if (asked.Device == Device.Cuda && !machine.Cuda.IsUsable)
        {
            found.Add(Rules.NoCuda, step.Location, $"step '{step.Name}' asks for device: cuda, and no usable CUDA was found; looked for {machine.Cuda.LookedFor}");
        }
        else if (asked.Precision == Precision.Bf16 && Decide(asked).Device == Device.Cpu && !machine.CpuHasBf16)
        {
            found.Add(Rules.NoBf16, step.Location, $"step '{step.Name}' asks for precision: bf16, and this CPU has neither avx512_bf16 nor amx_bf16");
        }
    }

    /// <summary>What the step computes on.</summary>
    /// <param name="asked">What pipeline.yml asks for; null for kinds that compute nothing large.</param>
    public Compute Decide(ComputeSpec? asked)
    {
        var device = asked?.Device switch
        {
            null or Device.Cpu => Device.Cpu,
            Device.Cuda => Device.Cuda,
            _ => machine.Cuda.IsUsable ? Device.Cuda : Device.Cpu,
        };
        var precision = asked?.Precision switch
        {
            null or Precision.Fp32 => Precision.Fp32,
            Precision.Bf16 => Precision.Bf16,
            _ => device == Device.Cuda ? Precision.Bf16 : Precision.Fp32,
        };
        return new(device, precision, asked?.Threads ?? machine.Cores);
    }
}
